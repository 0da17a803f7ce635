package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallLearners.BATCH;
import static dev.ductile.agent.contract.SmallLearners.SIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.NoisyConfig.Acting;
import dev.ductile.agent.network.NoisyConfig.Kind;
import dev.ductile.agent.network.NoisyConfig.Sharing;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.TdLoss;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statistics that layers keep of their batches, in whole learners; run by every engine. */
public abstract class RunningStatisticsContract {
  private static final Objective DOUBLE_DQN = new DqnObjective(TdLoss.MSE, true);
  private static final double DECAY = 0.9;

  /** The engine under test. */
  protected abstract Engine engine();

  private static float[] read(Learner learner, String variable) {
    Variable found =
        learner.variables().stream()
            .filter(v -> v.name().equals(variable))
            .findFirst()
            .orElseThrow();
    return learner.read(found);
  }

  @Test
  void runningStatisticsMoveOncePerUpdateAndAreCopied() {
    NetworkConfig network = ArchitectureContract.mlp(Normalization.BATCH_NORM, Activation.RELU);
    try (Learner learner = SmallLearners.withActingCopy(engine(), network, DOUBLE_DQN);
        LearnerGradients gradients = SmallLearners.gradients(engine(), learner)) {
      double[] mean = new double[6];
      double[] variance = {1, 1, 1, 1, 1, 1};
      for (int k = 0; k < 3; k++) {
        SmallLearners.fillBatch(learner, 40 + k);
        float loss = gradients.loss();
        moved(learner, mean, variance);
        learner.update();
        assertThat(learner.loss()).isCloseTo(loss, within(1e-5f));
        assertNear(read(learner, "online/mlp1.norm_mean"), mean, "mean");
        assertNear(read(learner, "online/mlp1.norm_variance"), variance, "variance");
      }
      assertThat(read(learner, "target/mlp1.norm_mean")).containsOnly(0);
      assertThat(read(learner, "acting/mlp1.norm_variance")).containsOnly(1);
      float[] before = SmallLearners.copy(learner.act(1));
      float[] old = SmallLearners.copy(learner.explore(1, SmallLearners.stream(1)));
      assertThat(old).isNotEqualTo(before);
      learner.syncTarget();
      learner.publish();
      for (String copy : List.of("target", "acting")) {
        for (String state : List.of("mlp1.norm_mean", "mlp2.norm_variance", "hidden.norm_mean")) {
          assertThat(read(learner, copy + "/" + state)).isEqualTo(read(learner, "online/" + state));
        }
      }
      assertThat(SmallLearners.copy(learner.explore(1, SmallLearners.stream(1)))).isEqualTo(before);
      assertNear(read(learner, "online/mlp1.norm_mean"), mean, "acting changes nothing");
    }
  }

  /** What the first layer's statistics must become with the learner's parameters and batch. */
  private static void moved(Learner learner, double[] mean, double[] variance) {
    int pixels = 2 * SIDE * SIDE;
    double[] x = new double[BATCH * 6];
    for (int b = 0; b < BATCH; b++) {
      double[] image = new double[pixels];
      for (int i = 0; i < pixels; i++) {
        image[i] = (learner.updateInput("observations").get(b * pixels + i) & 0xff) / 255.0;
      }
      System.arraycopy(NaiveMlp.dense(learner, "mlp1", image), 0, x, b * 6, 6);
    }
    NaiveNorm naive = new NaiveNorm(Normalization.BATCH_NORM, 1, 6, 1);
    for (int u = 0; u < 6; u++) {
      mean[u] = DECAY * mean[u] + (1 - DECAY) * naive.meanOverSamples(x, u, null);
      variance[u] = DECAY * variance[u] + (1 - DECAY) * naive.varianceOverSamples(x, u, null);
    }
  }

  private static void assertNear(float[] actual, double[] expected, String what) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("%s %d", what, i).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void statisticsOfNoisyStreamsMoveByTheObservationsAlone() {
    for (Sharing sharing : new Sharing[] {Sharing.BY_NETWORK, Sharing.BY_OBSERVATION}) {
      NoisyConfig noisy = SmallLearners.noisy(Kind.FACTORISED, sharing, Acting.EVERY_STEP);
      NetworkConfig network =
          SmallLearners.network(
              Normalization.BATCH_NORM, true, Activation.RELU, false, true, noisy);
      try (Learner learner = SmallLearners.learner(engine(), network, DOUBLE_DQN)) {
        learner.drawForUpdate(SmallLearners.stream(2));
        learner.update();
        String state = "online/value_hidden.norm_variance";
        float[] moved = read(learner, state);
        // A share of 0.1 of a variance that is not 1.
        for (float v : moved) {
          assertThat(v).as(sharing.name()).isNotEqualTo(1f).isGreaterThanOrEqualTo(0.9f);
        }
        learner.initialize(SmallLearners.stream(11));
        assertThat(read(learner, state)).containsOnly(1);
        var next = learner.updateInput("nextObservations");
        next.put(0, new byte[next.capacity()]);
        learner.update();
        assertThat(read(learner, state)).as(sharing.name()).isEqualTo(moved);
      }
    }
  }

  // ---- targets
}

package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallLearners.ACTIONS;
import static dev.ductile.agent.contract.SmallLearners.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerCopy;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Interval-wise dropout is random where a pass is differentiated, and its mean elsewhere. */
public abstract class IntervalDropoutContract {
  private static final double KEEP = 0.8;

  /** The engine under test. */
  protected abstract Engine engine();

  private static NetworkConfig network(double keep, NoisyConfig noisy) {
    NetworkConfig n = SmallLearners.network(noisy.on(), noisy);
    return new NetworkConfig(
        n.torso(),
        n.padding(),
        1,
        false,
        false,
        SpectralNormLayers.RESIDUAL_BLOCKS,
        6,
        n.dueling(),
        false,
        false,
        Normalization.NONE,
        true,
        8,
        0.99,
        Activation.RELU,
        false,
        false,
        false,
        HadamardLayers.NONE,
        keep,
        0,
        0,
        n.weightInitializer(),
        n.biasInitializer(),
        noisy);
  }

  private Learner learner(double keep, NoisyConfig noisy, boolean doubleQ, String with) {
    return SmallLearners.with(
        engine(),
        network(keep, noisy),
        new DqnObjective(TdLoss.MSE, doubleQ),
        SmallLearners.sgdLike(),
        InterventionList.parse(with).all());
  }

  private static NoisyConfig noisy() {
    return SmallLearners.noisy(
        NoisyConfig.Kind.FACTORISED, NoisyConfig.Sharing.SEPARATE, NoisyConfig.Acting.EVERY_STEP);
  }

  /** Values of a sample, with the masks that were drawn or with their mean. */
  private static double[] values(Learner learner, String observations, int b, boolean random) {
    var images = learner.updateInput(observations);
    int size = images.capacity() / BATCH;
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = (images.get(b * size + i) & 0xff) / 255.0;
    }
    for (String layer : List.of("mlp1", "mlp2", "hidden")) {
      x = NaiveMlp.dense(learner, layer, x);
      for (int i = 0; i < x.length; i++) {
        double share = KEEP;
        if (random) {
          float u = learner.updateInput("mask/" + layer).getFloat(4 * (b * x.length + i));
          share = u < (float) KEEP ? 1 : 0;
        }
        x[i] = share * Math.max(x[i], 0) + (1 - share) * Math.min(x[i], 0);
      }
    }
    return NaiveMlp.dense(learner, "out", x);
  }

  private static void assertMeans(Learner learner, float[] values) {
    for (int b = 0; b < BATCH; b++) {
      double[] expected = values(learner, "observations", b, false);
      for (int a = 0; a < ACTIONS; a++) {
        assertThat((double) values[b * ACTIONS + a]).isCloseTo(expected[a], within(1e-4));
      }
    }
  }

  @Test
  void actingTakesTheMean() {
    try (Learner learner = learner(KEEP, NoisyConfig.none(), false, "")) {
      PenaltyContract.move(learner);
      var from = learner.updateInput("observations");
      SmallLearners.asPlanes(learner.spec(), from, learner.actObservations(BATCH));
      assertMeans(learner, SmallLearners.copy(learner.act(BATCH)));
    }
  }

  @Test
  void updatesDropAndTheirTargetsTakeTheMean() {
    for (boolean doubleQ : new boolean[] {false, true}) {
      try (Learner learner = learner(KEEP, NoisyConfig.none(), doubleQ, "")) {
        PenaltyContract.move(learner);
        learner.syncTarget();
        learner.drawForUpdate(SmallLearners.stream(3));
        double[] expected = new double[BATCH];
        double dropped = 0;
        for (int b = 0; b < BATCH; b++) {
          double next = Double.NEGATIVE_INFINITY;
          for (double value : values(learner, "nextObservations", b, false)) {
            next = Math.max(next, value);
          }
          double target =
              learner.updateInput("returns").getFloat(4 * b)
                  + learner.updateInput("discounts").getFloat(4 * b) * next;
          int action = learner.updateInput("actions").getInt(4 * b);
          double value = values(learner, "observations", b, true)[action];
          dropped += Math.abs(value - values(learner, "observations", b, false)[action]);
          expected[b] = Math.pow(target - value, 2);
        }
        assertThat(dropped).isGreaterThan(0.1);
        learner.update();
        for (int b = 0; b < BATCH; b++) {
          assertThat((double) learner.perSampleLosses().get(b))
              .as("double %s, sample %d", doubleQ, b)
              .isCloseTo(expected[b], within(1e-3 * Math.max(1, expected[b])));
        }
      }
    }
  }

  @Test
  void masksAreNewInEachUpdateAndKeepTheirShare() {
    try (Learner learner = learner(KEEP, NoisyConfig.none(), true, "")) {
      var input = learner.updateInput("mask/mlp1").asFloatBuffer();
      int passed = 0;
      for (int update = 0; update < 200; update++) {
        float[] before = SmallLearners.copy(input);
        learner.drawForUpdate(SmallLearners.stream(update));
        float[] u = SmallLearners.copy(input);
        assertThat(u).isNotEqualTo(before).hasSize(BATCH * 6);
        for (float each : u) {
          passed += each < KEEP ? 1 : 0;
        }
      }
      assertThat(passed / (200.0 * BATCH * 6)).isCloseTo(KEEP, within(0.03));
    }
  }

  /** With noisy layers too, and beside a penalty that makes another pass: that drops the same. */
  @Test
  void thePassOfOtherParametersDropsTheSame() {
    for (NoisyConfig noise : List.of(NoisyConfig.none(), noisy())) {
      try (Learner plain = learner(KEEP, noise, true, "");
          Learner learner = learner(KEEP, noise, true, "c-chain:first-coefficient=1000")) {
        plain.drawForUpdate(SmallLearners.stream(4));
        learner.drawForUpdate(SmallLearners.stream(4));
        plain.update();
        learner.update();
        assertThat(learner.parametersSha256()).isEqualTo(plain.parametersSha256());
        plain.update();
        learner.update();
        assertThat(learner.parametersSha256()).isNotEqualTo(plain.parametersSha256());
        LearnerGradients.of(engine(), SmallLearners.SETTINGS, learner)
            .forEach((name, g) -> assertThat(g).as(name).doesNotContain(Float.NaN));
      }
    }
  }

  /** Nothing is random where a learner is looked at. */
  @Test
  void measuringTakesTheMean() {
    try (Learner learner = learner(KEEP, NoisyConfig.none(), true, "");
        LearnerCopy copy =
            new LearnerCopy(engine(), SmallLearners.SETTINGS, learner.spec(), BATCH, Set.of())) {
      copy.load(learner);
      copy.useBatch(SmallLearners.measurementBatch(learner));
      assertMeans(learner, copy.values());
    }
  }
}

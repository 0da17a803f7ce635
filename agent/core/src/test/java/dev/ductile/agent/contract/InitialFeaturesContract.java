package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallLearners.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.FractionEmbedding;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.ValueTarget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Features that must go on to give what they gave at first; run by every engine. */
public abstract class InitialFeaturesContract {
  private static final int HEADS = 5;
  private static final Objective DQN = new DqnObjective(TdLoss.MSE, true);
  private static final String WITH = "infer=0.3:heads=5:scale=4";

  /** The engine under test. */
  protected abstract Engine engine();

  private static NetworkConfig network(Activation activation, NoisyConfig noisy, int heads) {
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
        activation,
        false,
        false,
        false,
        HadamardLayers.NONE,
        1,
        0,
        heads,
        n.weightInitializer(),
        n.biasInitializer(),
        noisy);
  }

  private Learner learner(String with, NetworkConfig network, Objective objective) {
    return SmallLearners.with(
        engine(), network, objective, SmallLearners.sgdLike(), InterventionList.parse(with).all());
  }

  /** What the heads give, sample by sample. */
  private static double[][] heads(Learner learner) {
    double[][] all = new double[BATCH][];
    for (int b = 0; b < BATCH; b++) {
      double[] features = NaiveMlp.features(learner, b);
      double[] hidden = NaiveMlp.relu(NaiveMlp.dense(learner, "hidden", features));
      all[b] = NaiveMlp.dense(learner, "hidden_auxiliary", hidden);
    }
    return all;
  }

  @Test
  void penaltyIsTheDistanceFromWhatHeadsGaveAtFirst() {
    NetworkConfig network = network(Activation.RELU, NoisyConfig.none(), HEADS);
    try (Learner plain = learner("", network, DQN);
        Learner learner = learner(WITH, network, DQN)) {
      double[][] first = heads(learner);
      for (boolean moved : new boolean[] {false, true}) {
        if (moved) {
          PenaltyContract.move(plain);
          PenaltyContract.move(learner);
        }
        double[][] now = heads(learner);
        double expected = 0;
        for (int b = 0; b < BATCH; b++) {
          for (int i = 0; i < HEADS; i++) {
            expected += 0.3 * Math.pow(now[b][i] - 4 * first[b][i], 2) / BATCH;
          }
        }
        double added =
            LearnerGradients.loss(engine(), SmallLearners.SETTINGS, learner)
                - (double) LearnerGradients.loss(engine(), SmallLearners.SETTINGS, plain);
        assertThat(expected).isGreaterThan(0.05);
        assertThat(added)
            .as("moved %s", moved)
            .isCloseTo(expected, within(1e-4 * Math.max(1, expected)));
      }
    }
  }

  /** Values do not depend on the heads: without the penalty nothing trains them. */
  @Test
  void headsAreTrainedByThePenaltyAlone() {
    NetworkConfig network = network(Activation.RELU, NoisyConfig.none(), HEADS);
    try (Learner plain = learner("", network, DQN);
        Learner learner = learner(WITH, network, DQN)) {
      for (Learner each : List.of(plain, learner)) {
        Parameter head =
            each.onlineParameters().stream()
                .filter(p -> p.name().equals("hidden_auxiliary.weight"))
                .findFirst()
                .orElseThrow();
        assertThat(QNetwork.isHead("hidden_auxiliary")).isTrue();
        assertThat(QNetwork.isOutput("hidden_auxiliary")).isTrue();
        float[] before = each.read(head.variable());
        each.update();
        assertThat(java.util.Arrays.equals(each.read(head.variable()), before))
            .isEqualTo(each == plain);
      }
    }
  }

  @Test
  void gradientsEqualFiniteDifferences() {
    NoisyConfig noisy =
        SmallLearners.noisy(
            NoisyConfig.Kind.FACTORISED,
            NoisyConfig.Sharing.SEPARATE,
            NoisyConfig.Acting.EVERY_STEP);
    PriorityRule loss = PriorityRule.of(PriorityRule.Kind.LOSS);
    List<Objective> objectives =
        List.of(
            DQN,
            new C51Objective(new Support(7, -3, 3), true, loss),
            new QuantileObjective(
                1,
                1,
                ValueTarget.of(true),
                Optional.of(new ImplicitQuantiles(5, 6, 7, new FractionEmbedding(8, 1))),
                loss));
    for (NoisyConfig noise : List.of(NoisyConfig.none(), noisy)) {
      for (Objective objective : objectives) {
        try (Learner learner =
            learner(
                "infer=0.3:heads=5:scale=2", network(Activation.TANH, noise, HEADS), objective)) {
          learner.drawForUpdate(SmallLearners.stream(3));
          learner.update();
          LearnerContract.checkGradients(engine(), learner, objective.getClass().getSimpleName());
        }
      }
    }
  }

  @Test
  void firstParametersAreInVariables() {
    NetworkConfig network = network(Activation.RELU, NoisyConfig.none(), HEADS);
    try (Learner one = learner(WITH, network, DQN);
        Learner other = learner(WITH, network, DQN)) {
      one.update();
      Variable first = PenaltyContract.variable(one, "intervention/infer/first/mlp1.weight");
      assertThat(one.read(first)).isNotEqualTo(SmallLearners.parameters(one).get("mlp1.weight"));
      PenaltyContract.move(other);
      other.write(
          one.variables().stream().map(v -> PenaltyContract.variable(other, v.name())).toList(),
          one.read(one.variables()));
      one.update();
      other.update();
      assertThat(other.parametersSha256()).isEqualTo(one.parametersSha256());
    }
  }
}

package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallLearners.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.contract.SmallProgram.Array;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.FractionEmbedding;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkConfig.Torso;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.NoisyConfig.Acting;
import dev.ductile.agent.network.NoisyConfig.Kind;
import dev.ductile.agent.network.NoisyConfig.Sharing;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.ClassificationObjective;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.LabelSmoothing;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.ScaledRewards;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.TwoHot;
import dev.ductile.agent.objective.ValueTarget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nonlinearities and output variants in whole learners; for every engine. */
public abstract class ArchitectureContract {
  private static final Objective DOUBLE_DQN = new DqnObjective(TdLoss.MSE, true);
  private static final PriorityRule LOSS = PriorityRule.of(PriorityRule.Kind.LOSS);
  private static final double DECAY = 0.9;

  /** The engine under test. */
  protected abstract Engine engine();

  static NetworkConfig mlp(Normalization normalization, Activation activation) {
    return SmallLearners.network(normalization, true, activation, false, false, NoisyConfig.none());
  }

  // ---- nonlinearities

  @Test
  void nonlinearitiesEqualTheirFormulas() {
    float[] x = {-3, -0.5f, -0.01f, 0.01f, 0.7f, 2.5f};
    for (Activation activation : Activation.values()) {
      float[] y =
          Graphs.run(
              engine(),
              (f, in) -> {
                ParameterSet none = new ParameterSet("none", null);
                NetworkConfig config = mlp(Normalization.NONE, activation);
                return new Layers(f, none, config).activate("layer", in.get(0));
              },
              new Graphs.Argument(Shape.of(2, 3), x));
      int outputs = activation.doubles() ? 6 : 3;
      assertThat(y).hasSize(2 * outputs);
      for (int i = 0; i < y.length; i++) {
        double a = x[i / outputs * 3 + i % outputs % 3];
        assertThat((double) y[i])
            .as("%s of %s", activation, a)
            .isCloseTo(formula(activation, a, i % outputs >= 3), within(2e-6));
      }
    }
  }

  private static double formula(Activation activation, double x, boolean second) {
    return switch (activation) {
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case GELU -> x * normalDistribution(x);
      case TANH -> Math.tanh(x);
      case CRELU -> Math.max(0, second ? -x : x);
      case FOURIER -> second ? Math.cos(x) : Math.sin(x);
    };
  }

  /** By Simpson's rule. */
  private static double normalDistribution(double x) {
    int steps = 2000;
    double h = x / steps;
    double sum = 0;
    for (int k = 0; k <= steps; k++) {
      double t = k * h;
      sum += Math.exp(-t * t / 2) * (k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2);
    }
    return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
  }

  @Test
  void gradientsEqualFiniteDifferences() {
    SmallProgram.Suite suite = new SmallProgram.Suite();
    // Away from 0, where rectifiers bend.
    Array x = new Array(new float[] {-2.1f, -0.6f, 0.4f, 1.7f, 0.9f, -1.3f}, 2, 3);
    for (Activation activation : Activation.values()) {
      suite.add(
          activation.name(),
          true,
          (f, in) ->
              new Layers(f, new ParameterSet("none", null), mlp(Normalization.NONE, activation))
                  .activate("layer", in.get(0)),
          x);
    }
    try (SmallProgram.Compiled compiled = suite.compile(engine())) {
      suite.names().forEach(name -> GradientCheck.check(compiled, name, 0));
    }
  }

  @Test
  void wholeNetworksAreDifferentiated() {
    NoisyConfig noisy = SmallLearners.noisy(Kind.FACTORISED, Sharing.SEPARATE, Acting.EVERY_STEP);
    Objective iqn =
        new QuantileObjective(
            1,
            1,
            ValueTarget.of(true),
            Optional.of(new ImplicitQuantiles(5, 6, 7, new FractionEmbedding(8, 1))),
            LOSS);
    NetworkConfig fourier =
        SmallLearners.network(
            Normalization.RMS_NORM_CHANNEL, true, Activation.FOURIER, true, true, noisy);
    NetworkConfig crelu =
        SmallLearners.network(
            Normalization.GROUP_NORM, true, Activation.CRELU, false, false, NoisyConfig.none());
    NetworkConfig batch =
        SmallLearners.network(Normalization.BATCH_NORM, true, Activation.TANH, false, true, noisy);
    int at = 0;
    for (NetworkConfig network : List.of(fourier, crelu, batch)) {
      for (Objective objective : List.of(iqn, DOUBLE_DQN)) {
        try (Learner learner = SmallLearners.learner(engine(), network, objective)) {
          learner.drawForUpdate(SmallLearners.stream(3));
          LearnerContract.checkGradients(engine(), learner, "network " + at++);
        }
      }
    }
  }

  // ---- widths

  private Learner torso(Torso torso, Activation activation, boolean halved, int side) {
    boolean residual = torso == Torso.IMPALA_RESNET || torso == Torso.RESNET18_NARROW;
    Padding padding = residual ? Padding.SAME : Padding.VALID;
    NetworkConfig network =
        new NetworkConfig(
            torso,
            padding,
            1,
            false,
            torso == Torso.IMPALA_RESNET,
            SpectralNormLayers.RESIDUAL_BLOCKS,
            8,
            false,
            false,
            false,
            Normalization.BATCH_NORM,
            true,
            4,
            DECAY,
            activation,
            halved,
            false,
            false,
            HadamardLayers.NONE,
            1,
            0,
            0,
            Initializer.UNIFORM_FAN_IN,
            Initializer.UNIFORM_FAN_IN,
            NoisyConfig.none());
    return SmallLearners.learner(engine(), network, DOUBLE_DQN, SmallLearners.sgdLike(), side);
  }

  private static Shape shape(Learner learner, String name) {
    return parameter(learner.onlineParameters(), name).shape();
  }

  private static Parameter parameter(List<Parameter> among, String name) {
    return among.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void widthsFitInAllTorsos() {
    try (Learner nature = torso(Torso.NATURE_CNN, Activation.CRELU, false, 44)) {
      assertThat(shape(nature, "conv1.weight")).isEqualTo(Shape.of(8, 8, 2, 32));
      assertThat(shape(nature, "conv2.weight")).isEqualTo(Shape.of(4, 4, 64, 64));
      assertThat(shape(nature, "hidden.weight")).isEqualTo(Shape.of(2 * 2 * 128, 8));
      assertThat(shape(nature, "out.weight")).isEqualTo(Shape.of(16, SmallLearners.ACTIONS));
      assertUnits(nature, "conv2", 64, "conv3");
      assertThat(updated(nature)).isFinite();
    }
    try (Learner small = torso(Torso.DATA_EFFICIENT_CNN, Activation.FOURIER, true, 25)) {
      assertThat(shape(small, "conv1.weight")).isEqualTo(Shape.of(5, 5, 2, 16));
      assertThat(shape(small, "conv2.weight")).isEqualTo(Shape.of(5, 5, 32, 32));
      assertThat(shape(small, "hidden.weight")).isEqualTo(Shape.of(64, 4));
      assertThat(shape(small, "out.weight")).isEqualTo(Shape.of(8, SmallLearners.ACTIONS));
      assertUnits(small, "conv2", 32, "hidden");
      assertThat(updated(small)).isFinite();
    }
    try (Learner residual = torso(Torso.IMPALA_RESNET, Activation.CRELU, false, 16)) {
      assertThat(shape(residual, "stack1_conv.weight")).isEqualTo(Shape.of(3, 3, 2, 16));
      assertThat(shape(residual, "stack2_block1_conv1.weight")).isEqualTo(Shape.of(3, 3, 64, 32));
      assertThat(shape(residual, "hidden.weight")).isEqualTo(Shape.of(2 * 2 * 64, 8));
      assertUnits(residual, "stack2_block1_conv2", 32, "stack2_block1_conv2");
      assertThat(updated(residual)).isFinite();
    }
    try (Learner residual = torso(Torso.RESNET18_NARROW, Activation.FOURIER, true, 8)) {
      assertThat(shape(residual, "stem.weight")).isEqualTo(Shape.of(3, 3, 2, 8));
      assertThat(shape(residual, "stage2_block1_conv1.weight")).isEqualTo(Shape.of(3, 3, 16, 16));
      assertThat(shape(residual, "hidden.weight")).isEqualTo(Shape.of(128, 4));
      assertUnits(residual, "stage2_block1_conv2", 16, "stage2_block1_conv2");
      assertThat(updated(residual)).isFinite();
    }
  }

  private static float updated(Learner learner) {
    learner.update();
    return learner.loss();
  }

  private static void assertUnits(Learner learner, String name, int count, String feeds) {
    NetworkTrace.HiddenUnits units =
        learner.hiddenUnits().stream().filter(u -> u.name().equals(name)).findFirst().orElseThrow();
    assertThat(units.count()).isEqualTo(count);
    assertThat(units.feeds()).containsExactly(feeds);
    assertThat(units.isSeparate()).isFalse();
    assertThat(units.activation().shape().dim(-1)).isEqualTo(2 * count);
  }

  // ---- running statistics

  @Test
  void labelSmoothingOfHandWorkedCase() {
    float[] smoothed =
        Graphs.run(
            engine(),
            (f, in) -> new LabelSmoothing(0.2).apply(f, in.get(0)),
            new Graphs.Argument(Shape.of(2, 4), 1, 0, 0, 0, 0, .25f, .75f, 0));
    assertThat(smoothed)
        .containsExactly(
            new float[] {.85f, .05f, .05f, .05f, .05f, .25f, .65f, .05f}, within(1e-6f));
  }

  @Test
  void smoothedLossIsTheMixtureOfLosses() {
    Support support = new Support(9, -3, 3);
    NetworkConfig network = mlp(Normalization.NONE, Activation.RELU);
    for (boolean distribution : new boolean[] {true, false}) {
      float[][] losses = new float[3][];
      double[] shares = {0, 0.25, 1};
      for (int i = 0; i < shares.length; i++) {
        LabelSmoothing smoothing = new LabelSmoothing(shares[i]);
        Objective objective =
            distribution
                ? new C51Objective(support, false, LOSS, smoothing)
                : new ClassificationObjective(
                    new TwoHot(support), ValueTarget.of(false), LOSS, smoothing);
        try (Learner learner = SmallLearners.learner(engine(), network, objective)) {
          learner.update();
          losses[i] = SmallLearners.copy(learner.perSampleLosses());
        }
      }
      for (int b = 0; b < BATCH; b++) {
        assertThat(losses[1][b])
            .isCloseTo(0.75f * losses[0][b] + 0.25f * losses[2][b], within(1e-5f));
        assertThat(losses[2][b]).isNotEqualTo(losses[0][b]);
      }
    }
  }

  @Test
  void scaledRewardsAreScaledReturns() {
    NetworkConfig network = mlp(Normalization.NONE, Activation.RELU);
    Objective scaled = new ScaledRewards(DOUBLE_DQN, 0.5);
    try (Learner inside = SmallLearners.learner(engine(), network, scaled);
        Learner outside = SmallLearners.learner(engine(), network, DOUBLE_DQN)) {
      for (int b = 0; b < BATCH; b++) {
        float value = outside.updateInput("returns").getFloat(4 * b);
        outside.updateInput("returns").putFloat(4 * b, 0.5f * value);
      }
      inside.update();
      outside.update();
      assertThat(SmallLearners.copy(inside.perSampleLosses()))
          .isEqualTo(SmallLearners.copy(outside.perSampleLosses()));
      assertThat(inside.parametersSha256()).isEqualTo(outside.parametersSha256());
    }
  }
}

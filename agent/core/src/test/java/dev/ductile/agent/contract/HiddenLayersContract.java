package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallLearners.ACTIONS;
import static dev.ductile.agent.contract.SmallLearners.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.FractionEmbedding;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkConfig.Torso;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.ValueTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Hidden layers that are products of two, blocks with many skips, pooled maps: against loops in
 * double precision; for every engine.
 */
public abstract class HiddenLayersContract {
  private static final Objective DQN = new DqnObjective(TdLoss.MSE, true);
  private static final DoubleUnaryOperator RELU = x -> Math.max(0, x);

  /** The engine under test. */
  protected abstract Engine engine();

  private static NetworkConfig network(
      Torso torso,
      Normalization normalization,
      Activation activation,
      boolean pooled,
      HadamardLayers hadamard,
      int blocks,
      NoisyConfig noisy) {
    return new NetworkConfig(
        torso,
        torso == Torso.HADAMAX ? Padding.SAME : Padding.VALID,
        1,
        false,
        false,
        SpectralNormLayers.RESIDUAL_BLOCKS,
        6,
        noisy.on(),
        false,
        false,
        normalization,
        true,
        3,
        0.9,
        activation,
        false,
        false,
        pooled,
        hadamard,
        1,
        blocks,
        0,
        Initializer.UNIFORM_FAN_IN,
        Initializer.UNIFORM_FAN_IN,
        noisy);
  }

  private Learner learner(NetworkConfig network, int side) {
    return SmallLearners.learner(engine(), network, DQN, SmallLearners.sgdLike(), side);
  }

  private static float[] values(Learner learner) {
    var from = learner.updateInput("observations");
    SmallLearners.asPlanes(learner.spec(), from, learner.actObservations(BATCH));
    return SmallLearners.copy(learner.act(BATCH));
  }

  /** The parameters of a learner with what the naive passes need of layers. */
  private record Naive(Map<String, float[]> values, boolean normalized) {
    double[] dense(String layer, double[] x) {
      return NaiveMlp.affine(x, values.get(layer + ".weight"), values.get(layer + ".bias"));
    }

    /** Layer normalisation over the last axis, where the network has it. */
    double[] norm(String layer, double[] x) {
      return normalized
          ? NaiveOps.layerNorm(
              floats(x), values.get(layer + ".ln_scale"), values.get(layer + ".ln_offset"), 1e-5)
          : x;
    }

    double[] product(String layer, double[] x, DoubleUnaryOperator f) {
      double[] a = norm(layer, dense(layer, x));
      double[] b = norm(layer + "_factor2", dense(layer + "_factor2", x));
      Arrays.setAll(a, i -> f.applyAsDouble(a[i]) * f.applyAsDouble(b[i]));
      return a;
    }
  }

  private static float[] floats(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  private static double[] image(Learner learner, int b) {
    var bytes = learner.updateInput("observations");
    double[] x = new double[bytes.capacity() / BATCH];
    Arrays.setAll(x, i -> (bytes.get(b * x.length + i) & 0xff) / 255.0);
    return x;
  }

  private interface Pass {
    double[] values(Naive naive, double[] image);
  }

  private static void check(Learner learner, boolean normalized, String what, Pass pass) {
    PenaltyContract.move(learner); // scales and offsets too are something then
    Naive naive = new Naive(SmallLearners.parameters(learner), normalized);
    float[] values = values(learner);
    for (int b = 0; b < BATCH; b++) {
      double[] expected = pass.values(naive, image(learner, b));
      for (int a = 0; a < ACTIONS; a++) {
        assertThat((double) values[b * ACTIONS + a])
            .as("%s, sample %d, action %d", what, b, a)
            .isCloseTo(expected[a], within(1e-4 * Math.max(1, Math.abs(expected[a]))));
      }
    }
  }

  @Test
  void hadamardLayersAreProductsOfTwo() {
    for (boolean normalized : new boolean[] {false, true}) {
      Normalization kind = normalized ? Normalization.LAYER_NORM_CHANNEL : Normalization.NONE;
      NetworkConfig network =
          network(
              Torso.MLP, kind, Activation.TANH, false, HadamardLayers.ALL, 0, NoisyConfig.none());
      try (Learner learner = learner(network, SmallLearners.SIDE)) {
        check(
            learner,
            normalized,
            "all, normalised " + normalized,
            (n, x) -> {
              double[] h = x;
              for (String layer : List.of("mlp1", "mlp2", "hidden")) {
                h = n.product(layer, h, Math::tanh);
              }
              return n.dense("out", h);
            });
      }
    }
  }

  @Test
  void theirUnitsAreTheFactors() {
    NetworkConfig network =
        network(
            Torso.DATA_EFFICIENT_CNN,
            Normalization.NONE,
            Activation.TANH,
            false,
            HadamardLayers.DENSE,
            0,
            NoisyConfig.none());
    try (Learner learner = learner(network, SmallLearners.CONV_SIDE)) {
      List<HiddenUnits> units = learner.hiddenUnits();
      assertThat(units)
          .extracting(HiddenUnits::name)
          .containsExactly("conv1", "conv2", "hidden", "hidden_factor2");
      assertThat(units)
          .extracting(HiddenUnits::isSeparate)
          .containsExactly(true, true, false, false);
      assertThat(units.get(1).feeds()).containsExactly("hidden", "hidden_factor2");
      assertThat(units.get(2).feeds()).containsExactly("out");
      assertThat(units.get(2).passedOn()).isNotSameAs(units.get(2).activation());
      assertThat(units.get(3).feeds()).isEmpty();
      assertHeads(learner, "hidden.weight", "hidden_factor2.weight", "hidden_factor2.bias");
    }
  }

  private static void assertHeads(Learner learner, String... names) {
    assertThat(learner.onlineParameters())
        .filteredOn(p -> QNetwork.isHead(p.name().substring(0, p.name().indexOf('.'))))
        .extracting(Parameter::name)
        .contains(names);
  }

  @Test
  void skipsGoFromTheBeginningToEveryBlock() {
    for (boolean normalized : new boolean[] {false, true}) {
      Normalization kind = normalized ? Normalization.LAYER_NORM_CHANNEL : Normalization.NONE;
      NetworkConfig network =
          network(
              Torso.MLP, kind, Activation.RELU, false, HadamardLayers.NONE, 2, NoisyConfig.none());
      try (Learner learner = learner(network, SmallLearners.SIDE)) {
        check(
            learner,
            normalized,
            "normalised " + normalized,
            (n, image) -> {
              double[] features = image;
              for (String layer : List.of("mlp1", "mlp2")) {
                features = map(n.norm(layer, n.dense(layer, features)), RELU);
              }
              double[] h = n.norm("hidden_in", n.dense("hidden_in", features));
              double[] x = h;
              for (String block : List.of("hidden_block1_dense", "hidden_block2_dense")) {
                double[] y = n.norm(block + 1, n.dense(block + 1, map(x, RELU)));
                y = n.norm(block + 2, n.dense(block + 2, map(y, RELU)));
                x = sum(sum(x, y), h);
              }
              return n.dense("out", map(n.norm("hidden", n.dense("hidden", x)), RELU));
            });
        assertHeads(learner, "hidden_in.weight", "hidden_block2_dense1.bias", "hidden.weight");
      }
    }
  }

  private static double[] map(double[] x, DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).toArray();
  }

  private static double[] sum(double[] a, double[] b) {
    double[] c = a.clone();
    Arrays.setAll(c, i -> a[i] + b[i]);
    return c;
  }

  /** A mean over P positions is what P equal weights divided by P give. */
  @Test
  void averagePoolingIsEqualWeightsForAllPositions() {
    NetworkConfig flat = SmallLearners.convolutional();
    NetworkConfig pooled =
        network(
            Torso.DATA_EFFICIENT_CNN,
            Normalization.NONE,
            Activation.RELU,
            true,
            HadamardLayers.NONE,
            0,
            NoisyConfig.none());
    try (Learner one = learner(flat, SmallLearners.CONV_SIDE);
        Learner other = learner(pooled, SmallLearners.CONV_SIDE)) {
      Map<String, float[]> mean = SmallLearners.parameters(other);
      for (Parameter p : one.onlineParameters()) {
        float[] values = mean.get(p.name()).clone();
        if (p.name().equals("hidden.weight")) {
          assertThat(p.shape()).isEqualTo(Shape.of(4 * 64, 6));
          assertThat(values).hasSize(64 * 6);
          float[] equal = new float[4 * values.length];
          for (int i = 0; i < equal.length; i++) {
            equal[i] = values[i % values.length] / 4;
          }
          values = equal;
        }
        one.write(p.variable(), values);
      }
      float[] expected = values(one);
      float[] actual = values(other);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
      }
      assertThat(other.hiddenUnits().get(1).feeds()).containsExactly("hidden");
      other.update();
      assertThat(other.loss()).isFinite();
    }
  }

  @Test
  void hadamaxIsThreeProductsWithPooling() {
    int side = 10;
    NetworkConfig network =
        network(
            Torso.HADAMAX,
            Normalization.LAYER_NORM_CHANNEL,
            Activation.GELU,
            false,
            HadamardLayers.NONE,
            0,
            NoisyConfig.none());
    try (Learner learner = learner(network, side)) {
      check(
          learner,
          true,
          "hadamax",
          (n, image) -> {
            double[] x = maps(n, "conv1", image, side, 2, 8, 32);
            x = NaiveOps.maxPool(floats(x), 1, side, side, 32, 4, 4, Padding.SAME);
            x = maps(n, "conv2", x, 3, 32, 4, 64);
            x = NaiveOps.maxPool(floats(x), 1, 3, 3, 64, 2, 2, Padding.SAME);
            x = maps(n, "conv3", x, 2, 64, 3, 64);
            x = NaiveOps.maxPool(floats(x), 1, 2, 2, 64, 3, 1, Padding.SAME);
            double[] h = n.norm("hidden", n.dense("hidden", x));
            return n.dense("out", map(h, HiddenLayersContract::gelu));
          });
      assertThat(learner.hiddenUnits().stream().filter(HiddenUnits::isSeparate))
          .extracting(HiddenUnits::name)
          .containsExactly("hidden");
    }
  }

  private static double[] maps(
      Naive n, String layer, double[] x, int side, int in, int window, int out) {
    double[] product = new double[side * side * out];
    Arrays.fill(product, 1);
    for (String factor : List.of(layer, layer + "_factor2")) {
      float[] filter = n.values().get(factor + ".weight");
      double[] y =
          NaiveOps.conv2d(floats(x), 1, side, side, in, filter, window, out, 1, Padding.SAME);
      y = n.norm(factor, NaiveOps.biasAdd(floats(y), n.values().get(factor + ".bias")));
      for (int i = 0; i < y.length; i++) {
        product[i] *= gelu(y[i]);
      }
    }
    return product;
  }

  /** With the tail of the normal distribution by Simpson's rule. */
  private static double gelu(double x) {
    int steps = 400;
    double h = x / steps;
    double sum = 0;
    for (int k = 0; k <= steps; k++) {
      double t = k * h;
      sum += Math.exp(-t * t / 2) * (k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2);
    }
    return x * (0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI));
  }

  @Test
  void allAreDifferentiated() {
    NoisyConfig noisy =
        SmallLearners.noisy(
            NoisyConfig.Kind.FACTORISED,
            NoisyConfig.Sharing.SEPARATE,
            NoisyConfig.Acting.EVERY_STEP);
    Objective iqn =
        new QuantileObjective(
            1,
            1,
            ValueTarget.of(true),
            Optional.of(new ImplicitQuantiles(5, 6, 7, new FractionEmbedding(8, 1))),
            PriorityRule.of(PriorityRule.Kind.LOSS));
    Normalization norm = Normalization.LAYER_NORM_CHANNEL;
    List<NetworkConfig> networks =
        List.of(
            network(Torso.MLP, norm, Activation.TANH, false, HadamardLayers.ALL, 0, noisy),
            network(Torso.MLP, norm, Activation.GELU, false, HadamardLayers.NONE, 2, noisy));
    for (NetworkConfig network : networks) {
      for (Objective objective : List.of(iqn, DQN)) {
        try (Learner learner = SmallLearners.learner(engine(), network, objective)) {
          learner.drawForUpdate(SmallLearners.stream(3));
          LearnerContract.checkGradients(engine(), learner, network.toString());
        }
      }
    }
  }
}

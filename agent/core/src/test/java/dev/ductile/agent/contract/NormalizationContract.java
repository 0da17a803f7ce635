package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.StateUse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Normalisations against loops in double precision; run by every engine. */
public abstract class NormalizationContract {
  private static final long SEED = 20260705;
  private static final double DECAY = 0.9;
  private static final int GROUPS = 3;
  private static final Shape DENSE = Shape.of(5, 6);
  private static final Shape IMAGE = Shape.of(3, 2, 3, 6);

  /** The engine under test. */
  protected abstract Engine engine();

  /** One layer in one configuration. */
  private record Case(Normalization kind, boolean affine, Shape shape) {
    String name() {
      return kind + "/" + affine + "/" + shape.rank();
    }

    NaiveNorm naive() {
      int channels = shape.dim(-1);
      int positions = shape.elements() / shape.dim(0) / channels;
      return new NaiveNorm(kind, positions, channels, GROUPS);
    }

    boolean batchMean() {
      return kind == Normalization.BATCH_NORM || kind == Normalization.SAMPLE_MEAN_UNIT_DEVIATION;
    }

    boolean batchVariance() {
      return kind == Normalization.BATCH_NORM || kind == Normalization.UNIT_MEAN_SAMPLE_DEVIATION;
    }
  }

  private static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    for (Normalization kind : EnumSet.complementOf(EnumSet.of(Normalization.NONE))) {
      for (boolean affine : new boolean[] {true, false}) {
        all.add(new Case(kind, affine, DENSE));
        all.add(new Case(kind, affine, IMAGE));
      }
    }
    return all;
  }

  private Program compile(List<Case> cases) {
    return SmallProgram.compile(
        engine(),
        graph -> {
          graph.variable("unused", Shape.of());
          for (Case c : cases) {
            ParameterSet parameters = new ParameterSet(c.name(), graph);
            for (StateUse use : StateUse.values()) {
              graph.function(c.name() + use, f -> define(f, c, parameters, use));
            }
          }
        });
  }

  private static void define(FunctionBuilder f, Case c, ParameterSet parameters, StateUse use) {
    NetworkConfig config =
        SmallLearners.network(
            c.kind(), c.affine(), Activation.RELU, false, false, NoisyConfig.none());
    Tensor x = f.input("x", DataType.FLOAT32, c.shape());
    Layers layers = new Layers(f, parameters, config, null, use, new NetworkTrace());
    layers.activate("layer", x);
    Tensor y = layers.trace().hiddenUnits().get(0).preactivation();
    f.output("y", y);
    Tensor weights = f.constant(SmallProgram.weights(y.shape().elements()), y.shape());
    List<Tensor> of = new ArrayList<>(List.of(x));
    parameters.all().forEach(p -> of.add(f.read(p.variable())));
    List<Tensor> gradients = f.gradients(f.sumAll(f.multiply(y, weights)), of);
    f.output("gradient/x", gradients.get(0));
    for (int i = 1; i < of.size(); i++) {
      f.output("gradient/" + parameters.all().get(i - 1).name(), gradients.get(i));
    }
  }

  private static double[] random(SplittableRandom random, int n, double low, double high) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return values;
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static Variable variable(Program program, Case c, String part) {
    return program.variables().stream()
        .filter(v -> v.name().startsWith(c.name() + "/layer.") && v.name().endsWith(part))
        .findFirst()
        .orElse(null);
  }

  /** Writes numbers to a part of the layer, if it has it; returns them, or null. */
  private static double[] fill(
      Program program, Case c, String part, SplittableRandom random, double low, double high) {
    Variable variable = variable(program, c, part);
    if (variable == null) {
      return null;
    }
    double[] values = random(random, variable.shape().elements(), low, high);
    SmallProgram.write(program, variable.name(), floats(values));
    return values;
  }

  private static float[] run(Program program, Case c, StateUse use, double[] x, String output) {
    var function = program.function(c.name() + use);
    function.input("x").asFloatBuffer().put(0, floats(x));
    function.run();
    return SmallProgram.floats(function.output(output));
  }

  @Test
  void valuesAndGradientsEqualLoops() {
    SplittableRandom random = new SplittableRandom(SEED);
    try (Program program = compile(cases())) {
      for (Case c : cases()) {
        double[] scale = fill(program, c, "_scale", random, 0.5, 1.5);
        double[] offset = fill(program, c, "_offset", random, -1, 1);
        double[] mean = fill(program, c, ".norm_mean", random, -1, 1);
        double[] variance = fill(program, c, ".norm_variance", random, 0.5, 2);
        assertThat(scale != null).as(c.name()).isEqualTo(c.affine());
        assertThat(mean != null).as(c.name()).isEqualTo(c.batchMean());
        assertThat(variance != null).as(c.name()).isEqualTo(c.batchVariance());
        double[] x = random(random, c.shape().elements(), -2, 3);
        for (StateUse use : new StateUse[] {StateUse.FIXED, StateUse.FROM_BATCH}) {
          boolean fixed = use == StateUse.FIXED;
          Formula formula =
              (in, s, o) -> c.naive().apply(in, fixed ? mean : null, fixed ? variance : null, s, o);
          check(program, c, use, formula, x, scale, offset);
        }
        unchanged(program, c, ".norm_mean", mean);
        unchanged(program, c, ".norm_variance", variance);
      }
    }
  }

  private static void unchanged(Program program, Case c, String part, double[] before) {
    if (before != null) {
      float[] now = SmallProgram.read(program, variable(program, c, part).name());
      assertThat(now).as("%s%s", c.name(), part).isEqualTo(floats(before));
    }
  }

  private interface Formula {
    double[] of(double[] x, double[] scale, double[] offset);
  }

  private static void check(
      Program program,
      Case c,
      StateUse use,
      Formula formula,
      double[] x,
      double[] scale,
      double[] offset) {
    String where = c.name() + " " + use + " seed " + SEED;
    near(where, run(program, c, use, x, "y"), formula.of(x, scale, offset), 1e-4);
    near(
        where + " gradient of x",
        run(program, c, use, x, "gradient/x"),
        differences(x, moved -> formula.of(moved, scale, offset)),
        1e-3);
    if (scale != null) {
      String name = variable(program, c, "_scale").name().substring(c.name().length() + 1);
      near(
          where + " gradient of scale",
          run(program, c, use, x, "gradient/" + name),
          differences(scale, moved -> formula.of(x, moved, offset)),
          1e-3);
    }
    if (offset != null) {
      String name = variable(program, c, "_offset").name().substring(c.name().length() + 1);
      near(
          where + " gradient of offset",
          run(program, c, use, x, "gradient/" + name),
          differences(offset, moved -> formula.of(x, scale, moved)),
          1e-3);
    }
  }

  /** Central differences of the weighted sum. */
  private static double[] differences(
      double[] at, java.util.function.UnaryOperator<double[]> values) {
    double[] result = new double[at.length];
    double h = 1e-5;
    for (int i = 0; i < at.length; i++) {
      double[] moved = at.clone();
      moved[i] += h;
      double high = weightedSum(values.apply(moved));
      moved[i] = at[i] - h;
      result[i] = (high - weightedSum(values.apply(moved))) / (2 * h);
    }
    return result;
  }

  private static double weightedSum(double[] values) {
    float[] weights = SmallProgram.weights(values.length);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * weights[i];
    }
    return sum;
  }

  private static void near(String what, float[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("%s at %d", what, i)
          .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  void handWorkedCases() {
    // Two samples of two units; ε is far below the tolerance.
    double[] x = {1, 3, 5, 11};
    hand(Normalization.LAYER_NORM_CHANNEL, x, -1, 1, -1, 1);
    hand(Normalization.BATCH_NORM, x, -1, -1, 1, 1);
    // √5 and √73: root mean squares of (1, 3) and (5, 11).
    hand(Normalization.RMS_NORM_CHANNEL, x, 0.44721, 1.34164, 0.58521, 1.28746);
    // Means over samples 3, 7; deviations over units 1, 3.
    hand(Normalization.SAMPLE_MEAN_UNIT_DEVIATION, x, -2, -4, 0.66667, 1.33333);
    // Means over units 2, 8; deviations over samples 2, 4.
    hand(Normalization.UNIT_MEAN_SAMPLE_DEVIATION, x, -0.5, 0.25, -1.5, 0.75);
  }

  private void hand(Normalization kind, double[] x, double... expected) {
    Case c = new Case(kind, false, Shape.of(2, 2));
    try (Program program = compile(List.of(c))) {
      near(kind.name(), run(program, c, StateUse.FROM_BATCH, x, "y"), expected, 1e-4);
    }
  }

  @Test
  void runningStatisticsEqualLoopAfterManyPasses() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Case> stateful = cases().stream().filter(c -> c.kind().overSamples()).toList();
    try (Program program = compile(stateful)) {
      for (Case c : stateful) {
        fill(program, c, "_scale", random, 0.5, 1.5);
        double[] mean = fill(program, c, ".norm_mean", random, -1, 1);
        double[] variance = fill(program, c, ".norm_variance", random, 0.5, 2);
        for (int k = 0; k < 7; k++) {
          double[] x = random(random, c.shape().elements(), k - 2, k + 1);
          float[] expected = run(program, c, StateUse.FROM_BATCH, x, "y");
          assertThat(run(program, c, StateUse.ADVANCED, x, "y")).as(c.name()).isEqualTo(expected);
          for (int u = 0; u < c.shape().dim(-1); u++) {
            if (mean != null) {
              mean[u] = DECAY * mean[u] + (1 - DECAY) * c.naive().meanOverSamples(x, u, null);
            }
            if (variance != null) {
              double batch = c.naive().varianceOverSamples(x, u, null);
              variance[u] = DECAY * variance[u] + (1 - DECAY) * batch;
            }
          }
        }
        if (mean != null) {
          near(c.name(), read(program, c, ".norm_mean"), mean, 1e-5);
        }
        if (variance != null) {
          near(c.name(), read(program, c, ".norm_variance"), variance, 1e-5);
        }
      }
    }
  }

  private static float[] read(Program program, Case c, String part) {
    return SmallProgram.read(program, variable(program, c, part).name());
  }
}

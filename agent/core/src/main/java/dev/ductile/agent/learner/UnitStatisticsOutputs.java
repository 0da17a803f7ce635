package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The results of a function that are statistics of hidden units, and the features. */
final class UnitStatisticsOutputs {
  private static final String FEATURES = "features/";

  private UnitStatisticsOutputs() {}

  /** Declares them. */
  static void declare(FunctionBuilder f, List<HiddenUnits> all) {
    for (HiddenUnits units : all) {
      Tensor a = rows(f, units.preactivation());
      Tensor h = rows(f, units.activation());
      String name = units.name() + "/";
      f.output(name + "meanMagnitude", f.reduceMean(f.abs(h), false, 0));
      Tensor nonZero = f.cast(f.less(f.constant(0f), f.abs(h)), DataType.FLOAT32);
      f.output(name + "nonZeroShare", f.reduceMean(nonZero, false, 0));
      f.output(name + "leastMagnitude", f.reduceMin(f.abs(h), false, 0));
      f.output(name + "residualShare", residualShare(f, a, h));
      f.output(name + "least", f.reduceMin(a, false, 0));
      f.output(name + "greatest", f.reduceMax(a, false, 0));
      f.output(name + "mean", f.reduceMean(a, false, 0));
      f.output(name + "variance", f.reduceMean(f.square(centred(f, a)), false, 0));
    }
    for (HiddenUnits units : penultimate(all)) {
      // A sum with 0, since one tensor may be the result of one output only.
      Tensor copy = f.shift(units.passedOn(), 0f);
      f.output(FEATURES + units.name(), copy);
    }
  }

  /** What a run of the function gave, layer by layer. */
  static List<UnitStatistics> statistics(Function function, List<HiddenUnits> all) {
    List<UnitStatistics> statistics = new ArrayList<>();
    for (HiddenUnits units : all) {
      String name = units.name() + "/";
      statistics.add(
          new UnitStatistics(
              units.name(),
              floats(function, name + "meanMagnitude"),
              floats(function, name + "nonZeroShare"),
              floats(function, name + "leastMagnitude"),
              floats(function, name + "residualShare"),
              floats(function, name + "least"),
              floats(function, name + "greatest"),
              floats(function, name + "mean"),
              floats(function, name + "variance")));
    }
    return statistics;
  }

  /** Likewise {@link LearnerCopy#features}. */
  static Map<String, LearnerCopy.Matrix> features(Function function, List<HiddenUnits> all) {
    Map<String, LearnerCopy.Matrix> features = new LinkedHashMap<>();
    for (HiddenUnits units : penultimate(all)) {
      float[] values = floats(function, FEATURES + units.name());
      int columns = units.passedOn().shape().dim(-1);
      features.put(units.name(), new LearnerCopy.Matrix(values, values.length / columns, columns));
    }
    return features;
  }

  /** All of an output. */
  static float[] floats(Function function, String output) {
    FloatBuffer buffer = function.output(output).asFloatBuffer();
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  /**
   * Hidden units that a dense output layer reads: one that computes no hidden units itself. What it
   * reads of an image is pooled or flattened.
   */
  private static List<HiddenUnits> penultimate(List<HiddenUnits> all) {
    Set<String> inner =
        all.stream()
            .filter(units -> units.computedBy() != null)
            .map(HiddenUnits::computedBy)
            .collect(Collectors.toSet());
    return all.stream()
        .filter(units -> units.passedOn().shape().rank() == 2)
        .filter(units -> units.feeds().stream().anyMatch(layer -> !inner.contains(layer)))
        .toList();
  }

  /** [everything else, units]. */
  static Tensor rows(FunctionBuilder f, Tensor x) {
    int width = x.shape().dim(-1);
    return f.reshape(x, Shape.of(x.shape().elements() / width, width));
  }

  private static Tensor centred(FunctionBuilder f, Tensor x) {
    return f.subtract(x, f.reduceMean(x, true, 0));
  }

  /** {@code 1 − Cov(a, h)²/(Var a · Var h)}, and 0 where either variance is 0. */
  private static Tensor residualShare(FunctionBuilder f, Tensor a, Tensor h) {
    boolean twice = h.shape().dim(1) == 2 * a.shape().dim(1);
    Tensor x = centred(f, twice ? f.concat(List.of(a, a), 1) : a);
    Tensor y = centred(f, h);
    Tensor covariance = f.reduceMean(f.multiply(x, y), false, 0);
    Tensor varX = f.reduceMean(f.square(x), false, 0);
    Tensor varY = f.reduceMean(f.square(y), false, 0);
    Tensor product = f.multiply(varX, varY);
    Tensor varies = f.less(f.constant(0f), product);
    Tensor safe = f.select(varies, product, f.shift(f.scale(product, 0f), 1f));
    Tensor explained = f.divide(f.square(covariance), safe);
    Tensor share = f.maximum(f.shift(f.negate(explained), 1f), f.constant(0f));
    return f.select(varies, share, f.scale(share, 0f));
  }
}

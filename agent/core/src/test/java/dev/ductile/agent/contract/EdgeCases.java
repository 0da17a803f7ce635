package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallProgram.Array.row;
import static dev.ductile.agent.contract.SmallProgram.Array.rows;

import dev.ductile.agent.contract.SmallProgram.Array;
import dev.ductile.agent.contract.SmallProgram.Expression;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Where float32 ends, for every operation: infinities, what is not a number, the largest and the
 * smallest numbers, those too small for a full mantissa, zeros of both signs, equals, constants.
 *
 * <p>A case is called by the method that it tries, with more behind a dash.
 */
final class EdgeCases {
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float LARGEST = Float.MAX_VALUE;

  /** The smallest number with a full mantissa. */
  private static final float SMALLEST = Float.MIN_NORMAL;

  /** Magnitudes at which something happens: to squares, exponentials, sums with 1. */
  private static final float[] MAGNITUDES = {
    0,
    Float.MIN_VALUE,
    1e-39f,
    SMALLEST,
    1e-30f,
    1e-20f,
    1e-10f,
    1e-7f,
    1e-4f,
    0.5f,
    1,
    1.5f,
    3,
    9,
    17,
    87,
    89,
    104,
    1e3f,
    1e7f,
    1e10f,
    1e18f,
    1e20f,
    1e30f,
    LARGEST,
    INFINITY
  };

  /**
   * One case.
   *
   * @param absolute error that is allowed beside a relative one of {@link EdgesContract}
   */
  record Case(boolean smooth, double absolute, Expression expression, Array... inputs) {}

  private final Map<String, Case> cases = new LinkedHashMap<>();

  private EdgeCases() {}

  static Map<String, Case> all() {
    EdgeCases all = new EdgeCases();
    all.unary();
    all.binary();
    all.choices();
    all.reductions();
    all.shapes();
    all.algebra();
    DistributionEdgeCases.addTo(all);
    all.composites();
    return all.cases;
  }

  void add(String name, boolean smooth, double absolute, Expression e, Array... inputs) {
    cases.put(name, new Case(smooth, absolute, e, inputs));
  }

  /** Both signs of magnitudes up to a limit, and what is not a number. */
  private static Array upTo(float limit) {
    int count = 0;
    float[] values = new float[2 * MAGNITUDES.length + 1];
    for (float magnitude : MAGNITUDES) {
      if (magnitude <= limit) {
        values[count++] = magnitude;
        values[count++] = -magnitude;
      }
    }
    values[count++] = Float.NaN;
    return row(Arrays.copyOf(values, count));
  }

  // ---- element by element

  private void unary(
      String name,
      BiFunction<FunctionBuilder, Tensor, Tensor> op,
      boolean smooth,
      double absolute,
      float limit) {
    add(name, smooth, absolute, (f, in) -> op.apply(f, in.get(0)), upTo(limit));
  }

  private void unary() {
    unary("negate", (f, x) -> f.negate(x), true, 0, INFINITY);
    unary("abs", (f, x) -> f.abs(x), true, 0, INFINITY);
    add(
        "sign",
        false,
        0,
        (f, in) -> f.sign(in.get(0)),
        row(0, -0f, SMALLEST, -1e-20f, 1, -LARGEST));
    unary("square", (f, x) -> f.square(x), true, 0, 1e30f);
    unary("sqrt", (f, x) -> f.sqrt(x), true, 0, INFINITY);
    add(
        "rsqrt",
        true,
        0,
        (f, in) -> f.rsqrt(in.get(0)),
        row(0, SMALLEST, 1e-20f, 1, 1e20f, LARGEST, INFINITY, -1, -INFINITY, Float.NaN));
    unary("exp", (f, x) -> f.exp(x), true, 0, INFINITY);
    unary("expm1", (f, x) -> f.expm1(x), true, 0, INFINITY);
    unary("log", (f, x) -> f.log(x), false, 0, INFINITY);
    // Without the numbers that TensorFlow takes for 0: its gradient there has either sign.
    add(
        "log-gradient",
        true,
        0,
        (f, in) -> f.log(in.get(0)),
        row(0, SMALLEST, 1e-20f, 1, 1e20f, LARGEST, -1));
    unary("log1p", (f, x) -> f.log1p(x), true, 0, INFINITY);
    unary("sin", (f, x) -> f.sin(x), true, 0, INFINITY);
    unary("cos", (f, x) -> f.cos(x), true, 1e-6, INFINITY);
    unary("tanh", (f, x) -> f.tanh(x), true, 2e-7, INFINITY);
    unary("erf", (f, x) -> f.erf(x), true, 0, INFINITY);
    unary("relu", (f, x) -> f.relu(x), true, 0, INFINITY);
    unary("scale", (f, x) -> f.scale(x, -2.5f), true, 0, INFINITY);
    unary("shift", (f, x) -> f.shift(x, 0.75f), true, 1e-7, INFINITY);
    unary("clip", (f, x) -> f.clip(x, -1.1f, 0.9f), true, 0, INFINITY);
    unary("huber", (f, x) -> f.huber(x), true, 2e-7, INFINITY);
    unary("stopGradient", (f, x) -> f.stopGradient(x), true, 0, INFINITY);
    unary(
        "cast", (f, x) -> f.cast(f.cast(x, DataType.FLOAT32), DataType.FLOAT32), true, 0, INFINITY);
    add(
        "cast-integers",
        false,
        0,
        (f, in) -> f.cast(f.cast(in.get(0), DataType.INT32), DataType.FLOAT32),
        row(0, -0f, 0.99f, -0.99f, 1e-39f, 16777217, -16777217, 2.147483e9f));
  }

  private interface Binary {
    Tensor of(FunctionBuilder f, Tensor a, Tensor b);
  }

  /** Every pair. */
  private void pairs(String name, boolean smooth, double absolute, Binary op) {
    float[] few = {
      0, -0f, 1e-39f, SMALLEST, 1e-20f, -1e-20f, 1, -1, 1e20f, LARGEST, -LARGEST, INFINITY,
      -INFINITY, Float.NaN
    };
    float[] a = new float[few.length * few.length];
    float[] b = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = few[i / few.length];
      b[i] = few[i % few.length];
    }
    add(name, smooth, absolute, (f, in) -> op.of(f, in.get(0), in.get(1)), row(a), row(b));
  }

  private void binary() {
    pairs("add", true, 0, (f, a, b) -> f.add(a, b));
    pairs("subtract", true, 0, (f, a, b) -> f.subtract(a, b));
    pairs("multiply", true, 0, (f, a, b) -> f.multiply(a, b));
    pairs("divide", true, 0, (f, a, b) -> f.divide(a, b));
    pairs("minimum", true, 0, (f, a, b) -> f.minimum(a, b));
    pairs("maximum", true, 0, (f, a, b) -> f.maximum(a, b));
    pairs("less", false, 0, (f, a, b) -> f.cast(f.less(a, b), DataType.FLOAT32));
    pairs("equal", false, 0, (f, a, b) -> f.cast(f.equal(a, b), DataType.FLOAT32));
    pairs("select", true, 0, (f, a, b) -> f.select(f.less(a, b), a, b));
    // A loss's gradient may not be finite where a minimum, a choice or a ReLU shuts it out.
    add(
        "select-of-logarithms",
        true,
        0,
        (f, in) -> f.select(f.less(f.constant(1f), in.get(0)), f.log(in.get(0)), in.get(0)),
        row(-2, SMALLEST, 1, 2, LARGEST));
  }

  private void choices() {
    add(
        "less-integers",
        false,
        0,
        (f, in) ->
            f.cast(
                f.less(
                    f.constant(new int[] {16777217, 2147483647, -2147483648, 3}, Shape.of(4)),
                    f.constant(new int[] {16777218, -2147483648, 2147483647, 3}, Shape.of(4))),
                DataType.FLOAT32),
        row(0));
    add(
        "argMax",
        false,
        0,
        (f, in) -> f.cast(f.argMax(in.get(0), -1), DataType.FLOAT32),
        rows(
            3, 0, -0f, 0, SMALLEST, -1, 2, -INFINITY, -INFINITY, -INFINITY, -LARGEST, INFINITY,
            INFINITY, SMALLEST, SMALLEST, -1, -INFINITY, -1e38f, -INFINITY));
  }

  private void reductions() {
    Array x =
        rows(
            4, 0, 0, 0, 0, 7, 7, 7, 7, 1e20f, 1e20f, -1e20f, -1e20f, LARGEST, -1, 1, 1, 1e-39f,
            1e-39f, 1e-39f, 1e-39f, INFINITY, 1, 1, 1, -INFINITY, -INFINITY, -INFINITY, -INFINITY);
    Array broken =
        rows(3, INFINITY, -INFINITY, 1, Float.NaN, 1, 1, 1, 1, Float.NaN, -INFINITY, Float.NaN, 1);
    add("reduceSum-broken", false, 0, (f, in) -> f.reduceSum(in.get(0), false, -1), broken);
    add("reduceMax-broken", false, 0, (f, in) -> f.reduceMax(in.get(0), false, -1), broken);
    add("reduceMin-broken", false, 0, (f, in) -> f.reduceMin(in.get(0), false, -1), broken);
    add("reduceSum", true, 0, (f, in) -> f.reduceSum(in.get(0), false, -1), x);
    add("reduceMean", true, 0, (f, in) -> f.reduceMean(in.get(0), false, -1), x);
    add("reduceMax", true, 0, (f, in) -> f.reduceMax(in.get(0), false, -1), x);
    add("reduceMin", true, 0, (f, in) -> f.reduceMin(in.get(0), false, -1), x);
    add("sumAll", true, 0, (f, in) -> f.sumAll(in.get(0)), row(LARGEST, 1, -LARGEST));
    add(
        "sumOfSquares",
        true,
        0,
        (f, in) -> f.sumOfSquares(List.of(in.get(0), in.get(0))),
        row(SMALLEST, -1, 1e18f));
    add("meanAll", true, 0, (f, in) -> f.meanAll(in.get(0)), row(LARGEST, 1));
  }

  private void shapes() {
    Array x = rows(3, 0, -0f, 1e-39f, INFINITY, -INFINITY, Float.NaN);
    add("reshape", true, 0, (f, in) -> f.reshape(in.get(0), Shape.of(3, 2)), x);
    add("transpose", true, 0, (f, in) -> f.transpose(in.get(0), 1, 0), x);
    add("concat", true, 0, (f, in) -> f.concat(List.of(in.get(0), in.get(0)), 1), x);
    add("slice", true, 0, (f, in) -> f.slice(in.get(0), new int[] {0, 1}, new int[] {2, 2}), x);
    add("broadcastTo", true, 0, (f, in) -> f.broadcastTo(in.get(0), Shape.of(2, 2, 3)), x);
    add(
        "oneHot",
        false,
        0,
        (f, in) -> f.oneHot(f.constant(new int[] {-1, 0, 2, 3}, Shape.of(4)), 3),
        row(0));
    add(
        "gatherRows",
        true,
        0,
        (f, in) -> f.gatherRows(in.get(0), f.constant(new int[] {2, 0}, Shape.of(2))),
        rows(3, 0, -0f, 1e-39f, LARGEST, 1, -1e30f));
  }

  private void algebra() {
    Array a = rows(2, 0, 1e-39f, 1e20f, 1e20f, LARGEST, 1, INFINITY, 0, 1, Float.NaN);
    Array b = rows(2, 1, 1e20f, 1, 1e-20f);
    add("matmul", true, 0, (f, in) -> f.matmul(in.get(0), false, in.get(1), false), a, b);
    // What is not a number must come through a ReLU, or a run that has gone wrong goes on.
    add(
        "relu-layer",
        true,
        0,
        (f, in) -> f.relu(f.biasAdd(f.matmul(in.get(0), false, in.get(1), false), in.get(2))),
        a,
        b,
        row(1, Float.NaN));
    add("biasAdd", true, 0, (f, in) -> f.biasAdd(in.get(0), in.get(1)), a, row(1, LARGEST));
    Array image =
        new Array(
            new float[] {0, 1e20f, LARGEST, 1, 0, 0, 0, 1e-39f, 5, 5, 5, 5, 5, 5, 5, 5},
            1,
            4,
            4,
            1);
    Array filter = new Array(new float[] {1, 1e20f, 1, 1e-20f}, 2, 2, 1, 1);
    add(
        "conv2d",
        true,
        0,
        (f, in) -> f.conv2d(in.get(0), in.get(1), 2, Padding.VALID),
        image,
        filter);
    // Equal screens, or zeros behind a ReLU: the first of the window has the gradient.
    add("maxPool2d", true, 0, (f, in) -> f.maxPool2d(in.get(0), 2, 2, Padding.VALID), image);
    Array flat = new Array(new float[25], 1, 5, 5, 1);
    add("maxPool2d-equal", true, 1e-7, (f, in) -> f.maxPool2d(in.get(0), 3, 2, Padding.SAME), flat);
    add(
        "pixels",
        false,
        1e-7,
        (f, in) -> f.pixels(f.cast(in.get(0), DataType.UINT8)),
        row(0, 1, 127, 128, 255));
    add(
        "convPixels",
        false,
        1e-5,
        (f, in) -> f.convPixels(f.cast(in.get(0), DataType.UINT8), in.get(1), 1, Padding.VALID),
        new Array(new float[] {0, 1, 128, 255}, 1, 2, 2, 1),
        new Array(new float[] {1, -1, 2, 1}, 2, 2, 1, 1));
  }

  private void composites() {
    Array x =
        rows(
            4, 0, 0, 0, 0, 7, 7, 7, 7, 1e-20f, 0, 0, 0, 1e-4f, 0, 0, 0, 1e4f, 1e4f, 1e4f, 10001,
            1e15f, -1e15f, 3e15f, 0, 1, 2, 3, Float.NaN);
    add("layerNorm", true, 1e-5, (f, in) -> f.layerNorm(in.get(0), 1e-5f, -1), x);
    add(
        "layerNorm-affine",
        true,
        1e-5,
        (f, in) -> f.layerNorm(in.get(0), in.get(1), in.get(2), 1e-5f, -1),
        x,
        row(1, -2, 0, 3),
        row(0, 1, -1, 2));
    add(
        "gradients",
        false,
        0,
        (f, in) ->
            f.gradients(
                    f.sumAll(f.multiply(f.relu(in.get(0)), f.relu(in.get(0)))), List.of(in.get(0)))
                .get(0),
        row(0, -1, SMALLEST, 1, 1e18f));
  }
}

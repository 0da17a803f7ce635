package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.contract.SmallProgram.Array;
import dev.ductile.agent.contract.SmallProgram.Expression;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reductions, shapes, linear algebra and distributions against plain loops; run by every engine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArrayOpsContract {
  private static final long SEED = 11;

  /** What the operation gives, from its inputs' values. */
  private interface Naive {
    double[] of(List<float[]> x);
  }

  private record Case(Naive naive, boolean differentiable, int... shape) {}

  /** The engine under test. */
  protected abstract Engine engine();

  private final Map<String, Case> cases = new LinkedHashMap<>();
  private final SmallProgram.Suite suite = new SmallProgram.Suite();
  private final Random random = new Random(SEED);
  private SmallProgram.Compiled compiled;

  private Array input(int... dims) {
    return Array.random(random, -1.5, 1.5, dims);
  }

  private void add(
      String name, Expression e, Naive naive, int[] shape, boolean smooth, Array... inputs) {
    suite.add(name, smooth, e, inputs);
    cases.put(name, new Case(naive, smooth, shape));
  }

  private static int[] shape(int... dims) {
    return dims;
  }

  protected ArrayOpsContract() {
    reductions();
    shapes();
    algebra();
    images();
    rearranged();
    distributions();
  }

  private void reductions() {
    Array x = input(2, 3, 4);
    add(
        "reduceSum",
        (f, in) -> f.reduceSum(in.get(0), false, 0, -1),
        in -> NaiveOps.reduce(in.get(0), 2, 3, 4, new boolean[] {true, false, true}, "sum"),
        shape(3),
        true,
        x);
    add(
        "reduceMean",
        (f, in) -> f.reduceMean(in.get(0), true, 1),
        in -> NaiveOps.reduce(in.get(0), 2, 3, 4, new boolean[] {false, true, false}, "mean"),
        shape(2, 1, 4),
        true,
        x);
    add(
        "reduceMax",
        (f, in) -> f.reduceMax(in.get(0), false, 2),
        in -> NaiveOps.reduce(in.get(0), 2, 3, 4, new boolean[] {false, false, true}, "max"),
        shape(2, 3),
        true,
        x);
    add(
        "reduceMin",
        (f, in) -> f.reduceMin(in.get(0), false, 0),
        in -> NaiveOps.reduce(in.get(0), 2, 3, 4, new boolean[] {true, false, false}, "min"),
        shape(3, 4),
        true,
        x);
    add(
        "meanAll",
        (f, in) -> f.meanAll(in.get(0)),
        in -> NaiveOps.reduce(in.get(0), 2, 3, 4, new boolean[] {true, true, true}, "mean"),
        shape(),
        true,
        x);
    add(
        "meanOfAMillionAndAHalf", // one after the other they would be wrong by 1e-4
        (f, in) -> {
          Tensor column = f.reshape(in.get(0), Shape.of(24, 1));
          return f.meanAll(f.square(f.broadcastTo(column, Shape.of(24, 1 << 16))));
        },
        in -> {
          double sum = 0;
          for (float value : in.get(0)) {
            sum += (double) value * value;
          }
          return new double[] {sum / 24};
        },
        shape(),
        true,
        x);
    add(
        "argMax",
        (f, in) -> f.cast(f.argMax(in.get(0), -1), DataType.FLOAT32),
        in -> NaiveOps.argMaxLast(in.get(0), 6, 4),
        shape(6),
        false,
        new Array(
            new float[] {
              1, 3, 3, 2, 0, 0, 0, 0, -1, -2, -3, -1, 5, 4, 9, 9, 1, 1, 2, 2, 7, 7, 7, 8
            },
            6,
            4));
  }

  private void shapes() {
    Array x = input(2, 3, 4);
    add(
        "transpose",
        (f, in) -> f.transpose(in.get(0), 2, 0, 1),
        in -> NaiveOps.transpose201(in.get(0), 2, 3, 4),
        shape(4, 2, 3),
        true,
        x);
    add(
        "reshape",
        (f, in) -> f.reshape(in.get(0), Shape.of(6, 4)),
        in -> NaiveOps.doubles(in.get(0)),
        shape(6, 4),
        true,
        x);
    add(
        "concat",
        (f, in) -> f.concat(in, 1),
        in -> NaiveOps.concatColumns(in.get(0), 2, in.get(1), 3, 2),
        shape(2, 5),
        true,
        input(2, 2),
        input(2, 3));
    add(
        "slice",
        (f, in) -> f.slice(in.get(0), new int[] {0, 1, 2}, new int[] {2, 2, 1}),
        in -> NaiveOps.pick(in.get(0), 6, 10, 18, 22),
        shape(2, 2, 1),
        true,
        x);
    add(
        "broadcastTo",
        (f, in) -> f.broadcastTo(in.get(0), Shape.of(2, 3)),
        in -> NaiveOps.pick(in.get(0), 0, 0, 0, 1, 1, 1),
        shape(2, 3),
        true,
        input(2, 1));
    add(
        "oneHot",
        (f, in) -> f.oneHot(f.cast(in.get(0), DataType.INT32), 3),
        in -> new double[] {0, 0, 1, 1, 0, 0, 0, 1, 0},
        shape(3, 3),
        false,
        new Array(new float[] {2, 0, 1}, 3));
    add(
        "gatherRows",
        (f, in) -> f.gatherRows(in.get(0), f.constant(new int[] {2, 0}, Shape.of(2))),
        in -> NaiveOps.pick(in.get(0), 8, 9, 10, 11, 12, 13, 14, 15),
        shape(2, 4),
        true,
        x);
    add(
        "gatherRowsOfMatrix",
        (f, in) -> f.gatherRows(in.get(0), f.constant(new int[] {2, 0, 1}, Shape.of(3))),
        in -> NaiveOps.pick(in.get(0), 2, 3, 7),
        shape(3),
        true,
        input(3, 3));
    add(
        "stopGradient",
        (f, in) -> f.multiply(in.get(0), f.stopGradient(in.get(0))),
        in -> NaiveOps.squares(in.get(0)),
        shape(2, 3, 4),
        false,
        x);
  }

  private void algebra() {
    for (int flags = 0; flags < 4; flags++) {
      boolean ta = (flags & 1) != 0;
      boolean tb = (flags & 2) != 0;
      add(
          "matmul" + (ta ? "T" : "N") + (tb ? "T" : "N"),
          (f, in) -> f.matmul(in.get(0), ta, in.get(1), tb),
          in -> NaiveOps.matmul(in.get(0), ta, in.get(1), tb, 3, 4, 2),
          shape(3, 2),
          true,
          ta ? input(4, 3) : input(3, 4),
          tb ? input(2, 4) : input(4, 2));
    }
    add(
        "biasAdd",
        (f, in) -> f.biasAdd(in.get(0), in.get(1)),
        in -> NaiveOps.biasAdd(in.get(0), in.get(1)),
        shape(2, 2, 3),
        true,
        input(2, 2, 3),
        input(3));
  }

  private void images() {
    for (Padding padding : Padding.values()) {
      for (int stride = 1; stride <= 3; stride++) {
        int s = stride;
        int height = NaiveOps.positions(7, 3, s, padding);
        int width = NaiveOps.positions(6, 3, s, padding);
        add(
            "conv2d-" + padding + s,
            (f, in) -> f.conv2d(in.get(0), in.get(1), s, padding),
            in -> NaiveOps.conv2d(in.get(0), 2, 7, 6, 2, in.get(1), 3, 3, s, padding),
            shape(2, height, width, 3),
            true,
            input(2, 7, 6, 2),
            input(3, 3, 2, 3));
        add(
            "maxPool-" + padding + s,
            (f, in) -> f.maxPool2d(in.get(0), 3, s, padding),
            in -> NaiveOps.maxPool(in.get(0), 2, 7, 6, 2, 3, s, padding),
            shape(2, height, width, 2),
            false,
            input(2, 7, 6, 2));
      }
    }
  }

  /** Four planes can be moved as words. */
  private void pixelsOfOneBlock(int planes) {
    add(
        "pixelsOfOneBlock/" + planes,
        (f, in) -> f.convPixels(f.cast(in.get(0), DataType.UINT8), in.get(1), 3, Padding.VALID),
        in -> NaiveOps.convPixels(in.get(0), 8, 7, planes, in.get(1), 3, 2, 3),
        shape(8, 2, 2, 2),
        false,
        pixels(8, 7, 7, planes),
        input(3, 3, planes, 2));
  }

  /** What engines compute in other ways: steps of whole blocks, products of one row, squares. */
  private void rearranged() {
    blocks("convOfBlocks", 8, 7, 4, 2);
    blocks("convOfOneBlock", 8, 5, 2, 2);
    blocks("convOfOneImage", 1, 7, 3, 3);
    pixelsOfOneBlock(2);
    pixelsOfOneBlock(4);
    add(
        "oneRow",
        (f, in) -> f.matmul(in.get(0), false, f.broadcastTo(in.get(1), Shape.of(1024, 256)), false),
        in -> NaiveOps.matmul(NaiveOps.sum(in.get(0)), false, in.get(1), false, 1, 1, 256),
        shape(1, 256),
        true,
        Array.random(random, -0.1, 0.1, 1, 1024),
        input(1, 256));
    add(
        "sumOfSquares",
        (f, in) -> f.sumOfSquares(in),
        in -> NaiveOps.sumOfSquares(in),
        shape(),
        true,
        input(3, 4),
        input(2));
  }

  private Array pixels(int... dims) {
    float[] values = new float[Shape.of(dims).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    return new Array(values, dims);
  }

  private void blocks(String name, int batch, int side, int window, int stride) {
    int positions = NaiveOps.positions(side, window, stride, Padding.VALID);
    add(
        name,
        (f, in) -> f.conv2d(in.get(0), in.get(1), stride, Padding.VALID),
        in ->
            NaiveOps.conv2d(
                in.get(0), batch, side, side, 16, in.get(1), window, 2, stride, Padding.VALID),
        shape(batch, positions, positions, 2),
        true,
        input(batch, side, side, 16),
        input(window, window, 16, 2));
  }

  private void distributions() {
    Array x = Array.random(random, -4, 4, 3, 5);
    add(
        "softmax",
        (f, in) -> f.softmax(in.get(0)),
        in -> NaiveOps.softmax(in.get(0), 5, false),
        shape(3, 5),
        true,
        x);
    add(
        "logSoftmax",
        (f, in) -> f.logSoftmax(in.get(0)),
        in -> NaiveOps.softmax(in.get(0), 5, true),
        shape(3, 5),
        true,
        x);
    add(
        "softmaxOfLargeValues",
        (f, in) -> f.softmax(f.scale(in.get(0), 100f)),
        in -> NaiveOps.softmax(NaiveOps.scaled(in.get(0), 100), 5, false),
        shape(3, 5),
        false,
        x);
    add(
        "layerNorm",
        (f, in) -> f.layerNorm(in.get(0), in.get(1), in.get(2), 1e-5f, -1),
        in -> NaiveOps.layerNorm(in.get(0), in.get(1), in.get(2), 1e-5),
        shape(3, 5),
        true,
        x,
        input(5),
        input(5));
  }

  @BeforeAll
  void compile() {
    compiled = suite.compile(engine());
  }

  @AfterAll
  void close() {
    compiled.close();
  }

  Stream<String> names() {
    return cases.keySet().stream();
  }

  Stream<String> differentiable() {
    return names().filter(name -> cases.get(name).differentiable());
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalsPlainLoops(String name) {
    double[] wanted =
        cases.get(name).naive().of(compiled.inputs(name).stream().map(Array::values).toList());
    float[] found = compiled.value(name);
    assertThat(compiled.shape(name)).as(name).isEqualTo(cases.get(name).shape());
    assertThat(found).as(name).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i])
          .as("%s at %d, seed %d", name, i, SEED)
          .isCloseTo(wanted[i], within(5e-6 * (1 + Math.abs(wanted[i]))));
    }
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void gradientEqualsFiniteDifferences(String name) {
    GradientCheck.check(compiled, name, SEED);
  }
}

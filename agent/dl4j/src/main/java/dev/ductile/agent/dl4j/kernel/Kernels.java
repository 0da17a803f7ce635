package dev.ductile.agent.dl4j.kernel;

import dev.ductile.agent.engine.Shape;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.api.ops.impl.transforms.comparison.CompareAndReplace;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Condition;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * How operations are put to ND4J. Which of its ways is chosen follows measurements: among those
 * that compute the same, times differ by factors of up to a thousand.
 */
public final class Kernels {
  /** A call of a declarable operation, in microseconds of overhead. */
  private static final double CALL_MICROSECONDS = 5;

  /** libnd4j on more than two broadcast dimensions, per element. */
  private static final double SLOW_BROADCAST_MICROSECONDS = 0.008;

  /** libnd4j's own reductions, per element. */
  private static final double SLOW_REDUCTION_MICROSECONDS = 0.003;

  private static final Condition A_NUMBER = Conditions.greaterThanOrEqual(Double.NEGATIVE_INFINITY);

  private Kernels() {}

  /** One of the older element-wise operations. */
  public static Kernel unary(BiFunction<INDArray, INDArray, Op> op) {
    return (tape, in, out) -> tape.legacy(op.apply(in.get(0).flat(), out.get(0).flat()));
  }

  /** A declarable operation on two operands that broadcast. */
  public static Kernel binary(String name) {
    return (tape, in, out) -> binary(tape, name, in.get(0), in.get(1), out.get(0));
  }

  private static void binary(Tape tape, String name, Slot a, Slot b, Slot y) {
    Broadcast broadcast = new Broadcast(a.shape(), b.shape());
    if (broadcast.isPlain()) {
      tape.custom(name).record(arrays(a.flat(), b.flat()), y.flat());
      return;
    }
    long calls = broadcast.matrixCount();
    if (calls > 1 && calls * CALL_MICROSECONDS > y.elements() * SLOW_BROADCAST_MICROSECONDS) {
      int rank = y.shape().rank();
      tape.custom(name)
          .record(arrays(a.as(padded(a.shape(), rank)), b.as(padded(b.shape(), rank))), y.array());
      return;
    }
    for (Broadcast.Part part : broadcast.matrices()) {
      tape.custom(name)
          .record(
              arrays(a.at(part.offsetA(), part.a()), b.at(part.offsetB(), part.b())),
              y.at(part.offsetResult(), part.result()));
    }
  }

  private static long[] padded(Shape shape, int rank) {
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    System.arraycopy(shape.longDims(), 0, dims, rank - shape.rank(), shape.rank());
    return dims;
  }

  /** {@code a == b} as 0 and 1, of equal shapes: libnd4j crashes where a comparison broadcasts. */
  public static Kernel equal() {
    return (tape, in, out) -> {
      Slot y = out.get(0);
      DataBuffer truth = tape.scratch(DataType.BOOL, y.elements());
      Slot raw = new Slot(truth, y.shape());
      tape.custom("equals").record(arrays(in.get(0).flat(), in.get(1).flat()), raw.flat());
      convert(tape, raw, y);
    };
  }

  /** {@code mask == 1 ? x : 0} for a mask of 0 and 1, whatever x is. */
  public static Kernel pick() {
    return (tape, in, out) ->
        tape.legacy(
            new CompareAndReplace(
                in.get(0).flat(), in.get(1).flat(), out.get(0).flat(), Conditions.equals(1.0)));
  }

  /**
   * The smaller or larger of two; what is not a number is kept of an operand of the result's shape.
   */
  public static Kernel extreme(String name, boolean keepA, boolean keepB) {
    return (tape, in, out) -> {
      INDArray y = out.get(0).flat();
      binary(tape, name, in.get(0), in.get(1), out.get(0));
      if (keepA) {
        tape.legacy(new CompareAndReplace(in.get(0).flat(), y, y, A_NUMBER));
      }
      if (keepB) {
        tape.legacy(new CompareAndReplace(in.get(1).flat(), y, y, A_NUMBER));
      }
    };
  }

  /** The positive part; not a number stays so. */
  public static Kernel relu() {
    return (tape, in, out) ->
        tape.custom("relu").reals(0).record(arrays(in.get(0).flat()), out.get(0).flat());
  }

  /** A declarable operation along the last axis. */
  public static Kernel overRows(String name) {
    return (tape, in, out) -> {
      int columns = in.get(0).shape().dim(-1);
      int rows = in.get(0).elements() / columns;
      tape.custom(name)
          .integers(1)
          .record(arrays(in.get(0).as(rows, columns)), out.get(0).as(rows, columns));
    };
  }

  /** Another element type. */
  public static Kernel cast() {
    return (tape, in, out) -> convert(tape, in.get(0), out.get(0));
  }

  private static void convert(Tape tape, Slot from, Slot to) {
    tape.custom("cast")
        .integers(to.buffer().dataType().toInt())
        .record(arrays(from.flat()), to.flat());
  }

  /** The same elements in other memory. */
  public static Kernel copy() {
    return (tape, in, out) -> copy(tape, in.get(0), out.get(0));
  }

  /** Records the copy itself. */
  public static void copy(Tape tape, Slot from, Slot to) {
    tape.custom("assign").record(arrays(to.flat(), from.flat()), to.flat());
  }

  /** Repeats along the axes that the operand lacks. */
  public static Kernel broadcast() {
    return (tape, in, out) -> {
      Slot x = in.get(0);
      Slot y = out.get(0);
      for (Broadcast.Part part : new Broadcast(x.shape(), y.shape()).matrices()) {
        INDArray to = y.at(part.offsetResult(), part.result());
        tape.custom("assign").record(arrays(to, x.at(part.offsetA(), part.a())), to);
      }
    };
  }

  /** Dimensions in another order. */
  public static Kernel permute(int... permutation) {
    return (tape, in, out) ->
        tape.legacy(new Assign(in.get(0).array().permute(permutation), out.get(0).array()));
  }

  /** Copies a box. */
  public static Kernel slice(int[] begin) {
    return (tape, in, out) -> {
      Slot x = in.get(0);
      INDArray box = box(x, begin, out.get(0).shape().longDims());
      tape.legacy(new Assign(box, out.get(0).array()));
    };
  }

  /** The inverse of {@link #slice}: a box in a tensor of zeros. */
  public static Kernel embed(int[] begin) {
    return (tape, in, out) -> {
      Slot y = out.get(0);
      zero(tape, y);
      tape.legacy(new Assign(in.get(0).array(), box(y, begin, in.get(0).shape().longDims())));
    };
  }

  private static void zero(Tape tape, Slot y) {
    INDArray zero = Nd4j.scalar(DataType.FLOAT, 0);
    tape.custom("assign").record(arrays(y.flat(), zero), y.flat());
  }

  private static INDArray box(Slot whole, int[] begin, long[] size) {
    long[] strides = Slot.strides(whole.shape().longDims());
    long offset = 0;
    for (int i = 0; i < begin.length; i++) {
      offset += begin[i] * strides[i];
    }
    return whole.strided(offset, size, strides);
  }

  /** Operands one after the other along an axis. */
  public static Kernel concat(int axis) {
    return (tape, in, out) -> {
      int[] begin = new int[out.get(0).shape().rank()];
      for (Slot part : in) {
        tape.legacy(new Assign(part.array(), box(out.get(0), begin, part.shape().longDims())));
        begin[axis] += part.shape().dim(axis);
      }
    };
  }

  /** Matrix product. */
  public static Kernel matmul(boolean transposeA, boolean transposeB) {
    return (tape, in, out) ->
        tape.custom("matmul")
            .integers(transposeA ? 1 : 0, transposeB ? 1 : 0)
            .record(arrays(in.get(0).array(), in.get(1).array()), out.get(0).array());
  }

  /**
   * Weighted sum over the middle of [outer, reduced, inner]: by matrix products with a vector of
   * weights, which BLAS does ten times as fast as libnd4j's reductions.
   */
  public static Kernel sum(int outer, int reduced, int inner, float weight) {
    return (tape, in, out) -> {
      Slot x = in.get(0);
      Slot y = out.get(0);
      boolean trailing = inner == 1;
      long calls = trailing ? 1 : outer;
      boolean small =
          calls * CALL_MICROSECONDS > x.elements() * SLOW_REDUCTION_MICROSECONDS && calls > 1;
      if (small) {
        tape.custom(weight == 1 ? "reduce_sum" : "reduce_mean")
            .integers(1)
            .record(arrays(x.as(outer, reduced, inner)), y.as(outer, inner));
        return;
      }
      INDArray weights = Nd4j.valueArrayOf(new long[] {reduced}, weight, DataType.FLOAT);
      if (trailing) {
        tape.custom("matmul")
            .integers(0, 0)
            .record(arrays(x.as(outer, reduced), weights.reshape(reduced, 1)), y.as(outer, 1));
        return;
      }
      for (long i = 0; i < outer; i++) {
        tape.custom("matmul")
            .integers(0, 0)
            .record(
                arrays(weights.reshape(1, reduced), x.at(i * reduced * inner, reduced, inner)),
                y.at(i * inner, 1, inner));
      }
    };
  }

  /** A declarable reduction over some axes, which are removed. */
  public static Kernel reduce(String name, int... axes) {
    return (tape, in, out) ->
        tape.custom(name)
            .integers(Arrays.stream(axes).asLongStream().toArray())
            .record(arrays(in.get(0).array()), out.get(0).array());
  }

  /** A declarable operation as it is. */
  public static Kernel plain(String name, long... integers) {
    return (tape, in, out) ->
        tape.custom(name)
            .integers(integers)
            .record(
                in.stream().map(Slot::array).toArray(INDArray[]::new),
                out.stream().map(Slot::array).toArray(INDArray[]::new));
  }

  /** Adds a vector along the last axis. */
  public static Kernel biasAdd() {
    return (tape, in, out) -> {
      int units = in.get(1).elements();
      int rows = in.get(0).elements() / units;
      binary(
          tape,
          "add",
          in.get(0).in(Shape.of(rows, units)),
          in.get(1).in(Shape.of(1, units)),
          out.get(0).in(Shape.of(rows, units)));
    };
  }

  /**
   * The patches that a convolution without padding sees, as rows: NHWC to [B·positions,
   * kernel·kernel·channels]. Windows are a strided view; copying it is the whole work.
   */
  public static Kernel patches(int kernel, int stride, int height, int width) {
    return (tape, in, out) -> {
      Slot x = in.get(0);
      int batch = x.shape().dim(0);
      long row = (long) x.shape().dim(2) * x.shape().dim(3);
      long[] dims = {batch, height, width, kernel, (long) kernel * x.shape().dim(3)};
      long[] strides = {
        x.shape().dim(1) * row, stride * row, (long) stride * x.shape().dim(3), row, 1
      };
      tape.legacy(new Assign(x.strided(0, dims, strides), out.get(0).as(dims)));
    };
  }

  /**
   * Adam's step and moments: gradient, v, m, step size, β₁, β₂, ε̂ to step, v, m.
   *
   * @param iteration whose bias correction is applied
   */
  public static Kernel adam(int iteration) {
    return (tape, in, out) ->
        tape.custom("adam_updater")
            .integers(iteration)
            .record(
                in.stream().map(Kernels::flatOrScalar).toArray(INDArray[]::new),
                out.stream().map(Kernels::flatOrScalar).toArray(INDArray[]::new));
  }

  private static INDArray flatOrScalar(Slot slot) {
    return slot.shape().rank() == 0 ? slot.array() : slot.flat();
  }

  static INDArray[] arrays(INDArray... arrays) {
    return arrays;
  }
}

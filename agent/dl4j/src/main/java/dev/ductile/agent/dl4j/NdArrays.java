package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.Broadcast;
import dev.ductile.agent.dl4j.kernel.Kernels;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions and shapes. */
abstract class NdArrays extends NdElementwise {
  private static final int LONG_RUN = 1 << 15;

  // ---- reductions

  @Override
  public Tensor reduceSum(Tensor x, boolean keepDims, int... axes) {
    return weightedSum(x, keepDims, axes, false);
  }

  @Override
  public Tensor reduceMean(Tensor x, boolean keepDims, int... axes) {
    return weightedSum(x, keepDims, axes, true);
  }

  /** Sums runs of neighbouring axes one after the other, the last run first. */
  private Tensor weightedSum(Tensor x, boolean keepDims, int[] axes, boolean mean) {
    boolean[] reduced = flags(x.shape(), axes);
    int[] dims = x.shape().dims();
    Tensor sum = x;
    for (int end = dims.length; end > 0; ) {
      int begin = end - 1;
      while (begin > 0 && reduced[begin - 1] == reduced[end - 1]) {
        begin--;
      }
      if (reduced[end - 1]) {
        int outer = product(dims, 0, begin);
        int run = product(dims, begin, end);
        int inner = product(sum.shape().dims(), 0, sum.shape().rank()) / outer / run;
        if (run > 1) {
          int last = lastPart(run);
          if (last < run) {
            sum = runSum(sum, outer * (run / last), last, inner, 1f);
          }
          int left = last < run ? run / last : run;
          sum = runSum(sum, outer, left, inner, mean ? 1f / run : 1f);
        }
      }
      end = begin;
    }
    return reshape(sum, reducedShape(x.shape(), reduced, keepDims));
  }

  /**
   * How many neighbours of a run to add first. The kernel adds one number after the other, and over
   * a million the rounding grows to 2e-4 of the sum; two sums of about the root's length keep it
   * small.
   */
  private static int lastPart(int run) {
    if (run < LONG_RUN) {
      return run;
    }
    int divisor = (int) Math.sqrt(run);
    while (run % divisor != 0) {
      divisor--;
    }
    return divisor == 1 ? run : run / divisor;
  }

  private Tensor runSum(Tensor x, int outer, int run, int inner, float weight) {
    return result(
        DataType.FLOAT32,
        Shape.of(outer, inner),
        Kernels.sum(outer, run, inner, weight),
        (y, g, needed) -> {
          Tensor scaled = weight == 1f ? g : scale(g, weight);
          Tensor column = reshape(scaled, Shape.of(outer, 1, inner));
          return List.of(reshape(broadcastTo(column, Shape.of(outer, run, inner)), x.shape()));
        },
        x);
  }

  @Override
  public Tensor reduceMax(Tensor x, boolean keepDims, int... axes) {
    return extreme("reduce_max", x, keepDims, axes);
  }

  @Override
  public Tensor reduceMin(Tensor x, boolean keepDims, int... axes) {
    return extreme("reduce_min", x, keepDims, axes);
  }

  private Tensor extreme(String name, Tensor x, boolean keepDims, int[] axes) {
    boolean[] reduced = flags(x.shape(), axes);
    int[] positive = IntStream.range(0, reduced.length).filter(i -> reduced[i]).toArray();
    Shape kept = reducedShape(x.shape(), reduced, true);
    Tensor result =
        result(
            DataType.FLOAT32,
            reducedShape(x.shape(), reduced, false),
            Kernels.reduce(name, positive),
            (y, g, needed) -> {
              // Equal extremes share the gradient, as in TensorFlow.
              Tensor hit = cast(equal(x, reshape(y, kept)), DataType.FLOAT32);
              Tensor share = divide(reshape(g, kept), reduceSum(hit, true, axes));
              return List.of(multiply(hit, share));
            },
            x);
    // libnd4j passes over what is not a number.
    Tensor broken = reduceSum(subtract(constant(1f), truth(equal(x, x))), false, axes);
    Tensor honest = select(less(constant(0f), broken), constant(Float.NaN), result);
    return keepDims ? reshape(honest, kept) : honest;
  }

  @Override
  public Tensor argMax(Tensor x, int axis) {
    boolean[] reduced = flags(x.shape(), axis);
    int positive = axis < 0 ? axis + x.shape().rank() : axis;
    return result(
        DataType.INT32,
        reducedShape(x.shape(), reduced, false),
        Kernels.reduce("argmax", positive),
        Adjoint.NONE,
        x);
  }

  private static boolean[] flags(Shape shape, int... axes) {
    boolean[] flags = new boolean[shape.rank()];
    for (int axis : axes) {
      flags[axis < 0 ? axis + shape.rank() : axis] = true;
    }
    return flags;
  }

  private static Shape reducedShape(Shape shape, boolean[] reduced, boolean keepDims) {
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < reduced.length; i++) {
      if (!reduced[i]) {
        dims.add(shape.dim(i));
      } else if (keepDims) {
        dims.add(1);
      }
    }
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int product(int[] dims, int begin, int end) {
    int product = 1;
    for (int i = begin; i < end; i++) {
      product *= dims[i];
    }
    return product;
  }

  @Override
  Tensor sumTo(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int rank = x.shape().rank();
    int missing = rank - shape.rank();
    int[] axes =
        IntStream.range(0, rank)
            .filter(i -> i < missing || (shape.dim(i - missing) == 1 && x.shape().dim(i) > 1))
            .toArray();
    return reshape(reduceSum(x, false, axes), shape);
  }

  // ---- shape

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (x.shape().elements() != shape.elements()) {
      throw new IllegalArgumentException("shape " + x.shape() + " cannot become " + shape);
    }
    return alias(x, x.type(), shape, (y, g, needed) -> List.of(reshape(g, x.shape())));
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    int[] dims = new int[permutation.length];
    int[] inverse = new int[permutation.length];
    for (int i = 0; i < permutation.length; i++) {
      dims[i] = x.shape().dim(permutation[i]);
      inverse[permutation[i]] = i;
    }
    return result(
        x.type(),
        Shape.of(dims),
        Kernels.permute(permutation),
        (y, g, needed) -> List.of(transpose(g, inverse)),
        x);
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    Shape first = parts.get(0).shape();
    int along = axis < 0 ? axis + first.rank() : axis;
    int[] dims = first.dims();
    dims[along] = parts.stream().mapToInt(part -> part.shape().dim(along)).sum();
    return result(
        parts.get(0).type(),
        Shape.of(dims),
        Kernels.concat(along),
        (y, g, needed) -> {
          List<Tensor> gradients = new ArrayList<>();
          int[] begin = new int[first.rank()];
          for (Tensor part : parts) {
            gradients.add(slice(g, begin.clone(), part.shape().dims()));
            begin[along] += part.shape().dim(along);
          }
          return gradients;
        },
        parts.toArray(Tensor[]::new));
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, int[] size) {
    int[] from = begin.clone();
    for (int i = 0; i < from.length; i++) {
      if (from[i] < 0 || from[i] + size[i] > x.shape().dim(i)) {
        throw new IllegalArgumentException(
            "slice from "
                + Arrays.toString(begin)
                + " of size "
                + Arrays.toString(size)
                + " does not lie in "
                + x.shape());
      }
    }
    return result(
        x.type(),
        Shape.of(size),
        Kernels.slice(from),
        (y, g, needed) ->
            List.of(result(DataType.FLOAT32, x.shape(), Kernels.embed(from), Adjoint.ONCE, g)),
        x);
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (!new Broadcast(x.shape(), shape).result().equals(shape)) {
      throw new IllegalArgumentException("shape " + x.shape() + " does not broadcast to " + shape);
    }
    return result(
        x.type(), shape, Kernels.broadcast(), (y, g, needed) -> List.of(sumTo(g, x.shape())), x);
  }

  @Override
  public Tensor oneHot(Tensor indices, int depth) {
    int[] dims = Arrays.copyOf(indices.shape().dims(), indices.shape().rank() + 1);
    dims[dims.length - 1] = 1;
    Tensor classes = constant(IntStream.range(0, depth).toArray(), Shape.of(depth));
    return cast(equal(reshape(indices, Shape.of(dims)), classes), DataType.FLOAT32);
  }
}

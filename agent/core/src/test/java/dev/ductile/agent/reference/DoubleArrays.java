package dev.ductile.agent.reference;

import static dev.ductile.agent.reference.DoubleTensor.valuesOf;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Reductions, shapes, linear algebra, images and distributions in float64. */
abstract class DoubleArrays extends DoubleOps {
  // ---- reductions

  private static Shape kept(Shape shape, int... axes) {
    int[] dims = shape.dims();
    for (int axis : axes) {
      dims[Math.floorMod(axis, dims.length)] = 1;
    }
    return Shape.of(dims);
  }

  private Tensor without(Tensor kept, boolean keepDims, int... axes) {
    if (keepDims) {
      return kept;
    }
    int rank = kept.shape().rank();
    int[] removed = Arrays.stream(axes).map(a -> Math.floorMod(a, rank)).toArray();
    return reshape(
        kept,
        Shape.of(
            IntStream.range(0, rank)
                .filter(i -> Arrays.stream(removed).noneMatch(r -> r == i))
                .map(i -> kept.shape().dim(i))
                .toArray()));
  }

  @Override
  public Tensor reduceSum(Tensor x, boolean keepDims, int... axes) {
    Shape kept = kept(x.shape(), axes);
    return without(spread(x, repeated(kept, x.shape()), kept), keepDims, axes);
  }

  @Override
  public Tensor reduceMean(Tensor x, boolean keepDims, int... axes) {
    Tensor sum = reduceSum(x, keepDims, axes);
    double[] count = {(double) x.shape().elements() / sum.shape().elements()};
    return divide(sum, source(DataType.FLOAT32, Shape.of(), count));
  }

  @Override
  public Tensor reduceMax(Tensor x, boolean keepDims, int... axes) {
    Shape kept = kept(x.shape(), axes);
    double[] y = new double[kept.elements()];
    Arrays.fill(y, Double.NEGATIVE_INFINITY);
    int[] places = repeated(kept, x.shape());
    for (int i = 0; i < places.length; i++) {
      y[places[i]] = Math.max(y[places[i]], valuesOf(x)[i]);
    }
    Tensor largest =
        make(
            x.type(),
            kept,
            y,
            g -> {
              // Equal extremes share the gradient.
              Tensor hit = cast(equal(x, source(x.type(), kept, y)), DataType.FLOAT32);
              return List.of(multiply(hit, divide(g, reduceSum(hit, true, axes))));
            },
            x);
    return without(largest, keepDims, axes);
  }

  @Override
  public Tensor reduceMin(Tensor x, boolean keepDims, int... axes) {
    return negate(reduceMax(negate(x), keepDims, axes));
  }

  @Override
  public Tensor argMax(Tensor x, int axis) {
    Shape kept = kept(x.shape(), axis);
    int[] places = repeated(kept, x.shape());
    double[] largest = new double[kept.elements()];
    double[] y = new double[kept.elements()];
    int[] seen = new int[kept.elements()];
    for (int i = 0; i < places.length; i++) {
      int p = places[i];
      if (seen[p] == 0 || valuesOf(x)[i] > largest[p]) {
        largest[p] = valuesOf(x)[i];
        y[p] = seen[p];
      }
      seen[p]++;
    }
    return without(source(DataType.INT32, kept, y), false, axis);
  }

  // ---- shape

  private static int[] places(Shape shape) {
    return IntStream.range(0, shape.elements()).toArray();
  }

  /** Places in a row-major array of the elements of a box, by strides. */
  private static int[] strided(int first, int[] size, int[] strides) {
    int[] places = new int[Shape.of(size).elements()];
    for (int i = 0; i < places.length; i++) {
      places[i] = first;
      int rest = i;
      for (int axis = size.length - 1; axis >= 0; axis--) {
        places[i] += rest % size[axis] * strides[axis];
        rest /= size[axis];
      }
    }
    return places;
  }

  private static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.dim(axis);
    }
    return strides;
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    int[] strides = strides(x.shape());
    int[] dims = Arrays.stream(permutation).map(p -> x.shape().dim(p)).toArray();
    int[] permuted = Arrays.stream(permutation).map(p -> strides[p]).toArray();
    return pick(x, strided(0, dims, permuted), Shape.of(dims));
  }

  private static int[] box(Shape whole, int[] begin, int[] size) {
    int[] strides = strides(whole);
    int first = IntStream.range(0, begin.length).map(i -> begin[i] * strides[i]).sum();
    return strided(first, size, strides);
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, int[] size) {
    return pick(x, box(x.shape(), begin, size), Shape.of(size));
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    int[] dims = parts.get(0).shape().dims();
    int along = Math.floorMod(axis, dims.length);
    dims[along] = parts.stream().mapToInt(p -> p.shape().dim(along)).sum();
    Shape whole = Shape.of(dims);
    int[] begin = new int[dims.length];
    Tensor sum = null;
    for (Tensor part : parts) {
      Tensor placed = spread(part, box(whole, begin, part.shape().dims()), whole);
      sum = sum == null ? placed : add(sum, placed);
      begin[along] += part.shape().dim(along);
    }
    return sum;
  }

  @Override
  public Tensor oneHot(Tensor indices, int depth) {
    int[] dims = Arrays.copyOf(indices.shape().dims(), indices.shape().rank() + 1);
    dims[dims.length - 1] = 1;
    Tensor classes = constant(places(Shape.of(depth)), Shape.of(depth));
    return cast(equal(reshape(indices, Shape.of(dims)), classes), DataType.FLOAT32);
  }

  // ---- linear algebra and images

  @Override
  public Tensor matmul(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
    Tensor left = transposeA ? transpose(a, 1, 0) : a;
    Tensor right = transposeB ? transpose(b, 1, 0) : b;
    int rows = left.shape().dim(0);
    int inner = left.shape().dim(1);
    int columns = right.shape().dim(1);
    double[] y = new double[rows * columns];
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < inner; k++) {
        y[i] +=
            valuesOf(left)[i / columns * inner + k] * valuesOf(right)[k * columns + i % columns];
      }
    }
    return make(
        DataType.FLOAT32,
        Shape.of(rows, columns),
        y,
        g -> List.of(matmul(g, false, right, true), matmul(left, true, g, false)),
        left,
        right);
  }

  @Override
  public Tensor biasAdd(Tensor x, Tensor bias) {
    return add(x, bias);
  }

  /** Place in an NHWC image of an element of a window at a position; −1 for padding. */
  private record Windows(Shape x, int window, int stride, Padding padding) {
    int positions(int axis) {
      int size = x.dim(axis);
      return padding == Padding.SAME ? (size + stride - 1) / stride : (size - window) / stride + 1;
    }

    private int before(int axis) {
      int all = (positions(axis) - 1) * stride + window - x.dim(axis);
      return padding == Padding.SAME ? Math.max(0, all) / 2 : 0;
    }

    int place(int image, int row, int column, int inRow, int inColumn, int channel) {
      int h = row * stride - before(1) + inRow;
      int w = column * stride - before(2) + inColumn;
      boolean inside = h >= 0 && h < x.dim(1) && w >= 0 && w < x.dim(2);
      return inside ? ((image * x.dim(1) + h) * x.dim(2) + w) * x.dim(3) + channel : -1;
    }
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor filter, int stride, Padding padding) {
    int window = filter.shape().dim(0);
    int channels = x.shape().dim(3);
    Windows windows = new Windows(x.shape(), window, stride, padding);
    int height = windows.positions(1);
    int width = windows.positions(2);
    int rows = x.shape().dim(0) * height * width;
    int inner = window * window * channels;
    int[] places = new int[rows * inner];
    for (int i = 0; i < places.length; i++) {
      int at = i / inner;
      int in = i % inner;
      places[i] =
          windows.place(
              at / width / height,
              at / width % height,
              at % width,
              in / channels / window,
              in / channels % window,
              in % channels);
    }
    int outputs = filter.shape().dim(3);
    Tensor patches = pick(x, places, Shape.of(rows, inner));
    Tensor y = matmul(patches, false, reshape(filter, Shape.of(inner, outputs)), false);
    return reshape(y, Shape.of(x.shape().dim(0), height, width, outputs));
  }

  /** Of equals the first in the window has the gradient. */
  @Override
  public Tensor maxPool2d(Tensor x, int window, int stride, Padding padding) {
    Windows windows = new Windows(x.shape(), window, stride, padding);
    int height = windows.positions(1);
    int width = windows.positions(2);
    int channels = x.shape().dim(3);
    Shape shape = Shape.of(x.shape().dim(0), height, width, channels);
    IntBinaryOperator larger =
        (p, q) -> p < 0 || (q >= 0 && valuesOf(x)[q] > valuesOf(x)[p]) ? q : p;
    int[] places = new int[shape.elements()];
    for (int i = 0; i < places.length; i++) {
      int at = i / channels;
      int channel = i % channels;
      places[i] =
          IntStream.range(0, window * window)
              .map(
                  k ->
                      windows.place(
                          at / width / height,
                          at / width % height,
                          at % width,
                          k / window,
                          k % window,
                          channel))
              .reduce(-1, larger);
    }
    return pick(x, places, shape);
  }

  // ---- distributions over the last axis

  @Override
  public Tensor softmax(Tensor x) {
    return exp(logSoftmax(x));
  }

  @Override
  public Tensor logSoftmax(Tensor x) {
    Tensor shifted = subtract(x, stopGradient(reduceMax(x, true, -1)));
    return subtract(shifted, log(reduceSum(exp(shifted), true, -1)));
  }
}

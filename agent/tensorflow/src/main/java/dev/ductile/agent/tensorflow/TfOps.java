package dev.ductile.agent.tensorflow;

import static dev.ductile.agent.tensorflow.TfTensor.number;
import static dev.ductile.agent.tensorflow.TfTensor.operand;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** {@link CompositeOps} as TensorFlow graph operations; NHWC throughout. */
abstract class TfOps extends TfElementwise {
  final Graph graph;
  private final TfKernels kernels;

  TfOps(Graph graph, org.tensorflow.op.Ops tf, TfKernels kernels) {
    super(tf);
    this.graph = graph;
    this.kernels = kernels;
  }

  @Override
  public Tensor sumOfSquares(List<Tensor> tensors) {
    List<Operand<TNumber>> halves = new ArrayList<>();
    tensors.forEach(x -> halves.add(tf.nn.l2Loss(number(x))));
    return scale(wrap(tf.math.addN(halves)), 2f);
  }

  @Override
  public Tensor reduceSum(Tensor x, boolean keepDims, int... axes) {
    return wrap(tf.reduceSum(number(x), ints(axes), ReduceSum.keepDims(keepDims)));
  }

  @Override
  public Tensor reduceMean(Tensor x, boolean keepDims, int... axes) {
    return wrap(tf.math.mean(number(x), ints(axes), Mean.keepDims(keepDims)));
  }

  @Override
  public Tensor reduceMax(Tensor x, boolean keepDims, int... axes) {
    return wrap(tf.reduceMax(number(x), ints(axes), ReduceMax.keepDims(keepDims)));
  }

  @Override
  public Tensor reduceMin(Tensor x, boolean keepDims, int... axes) {
    return wrap(tf.reduceMin(number(x), ints(axes), ReduceMin.keepDims(keepDims)));
  }

  @Override
  public Tensor argMax(Tensor x, int axis) {
    return wrap(tf.math.argMax(number(x), tf.constant(axis), TInt32.class));
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    return wrap(tf.reshape(operand(x), ints(shape.dims())));
  }

  @Override
  public Tensor transpose(Tensor x, int... permutation) {
    return wrap(tf.linalg.transpose(operand(x), ints(permutation)));
  }

  @Override
  public Tensor concat(List<Tensor> parts, int axis) {
    List<Operand<TType>> operands = new ArrayList<>();
    parts.forEach(part -> operands.add(operand(part)));
    return wrap(tf.concat(operands, tf.constant(axis)));
  }

  @Override
  public Tensor slice(Tensor x, int[] begin, int[] size) {
    return wrap(tf.slice(operand(x), ints(begin), ints(size)));
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    return wrap(tf.broadcastTo(operand(x), ints(shape.dims())));
  }

  @Override
  public Tensor oneHot(Tensor indices, int depth) {
    Operand<TInt32> positions = operand(indices);
    return wrap(tf.oneHot(positions, tf.constant(depth), tf.constant(1f), tf.constant(0f)));
  }

  @Override
  public Tensor matmul(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
    if (kernels.onCpu() && !transposeA && !transposeB && OneRow.covers(a.shape(), b.shape())) {
      return OneRow.product(this, tf, a, b);
    }
    return wrap(
        tf.linalg.matMul(
            number(a), number(b), MatMul.transposeA(transposeA), MatMul.transposeB(transposeB)));
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor filter, int stride, Padding padding) {
    Shape window = filter.shape();
    if (window.dim(2) == 1 && window.dim(3) == 1 && stride > 1) {
      // TensorFlow's gradient by x is wrong of such a one: it has a second output, of zeros.
      Tensor two = concat(List.of(filter, scale(filter, 0f)), 3);
      Tensor y = conv2d(x, two, stride, padding);
      int[] size = y.shape().dims();
      size[3] = 1;
      return slice(y, new int[4], size);
    }
    if (kernels.onCpu() && Blocks.covers(x.shape(), window, stride, padding)) {
      return Blocks.conv2d(this, x, filter, stride);
    }
    List<Long> strides = List.of(1L, (long) stride, (long) stride, 1L);
    return rounds(x)
        ? Rounded.result(
            tf, tf.nn.conv2d(Rounded.of(tf, x), Rounded.of(tf, filter), strides, padding.name()))
        : wrap(tf.nn.conv2d(number(x), number(filter), strides, padding.name()));
  }

  @Override
  public Tensor convPixels(Tensor images, Tensor filter, int stride, Padding padding) {
    Tensor scaled = scale(filter, 1f / 255f);
    if (kernels.onCpu() && Blocks.coversPixels(images.shape(), filter.shape(), stride, padding)) {
      return Blocks.convPixels(this, images, scaled, stride);
    }
    // bfloat16 holds every byte.
    Tensor pixels =
        rounds(images)
            ? Rounded.result(tf, Rounded.of(tf, images))
            : cast(images, DataType.FLOAT32);
    return conv2d(pixels, scaled, stride, padding);
  }

  private boolean rounds(Tensor images) {
    return kernels.bfloat16() && images.shape().dim(0) >= Rounded.LEAST_BATCH;
  }

  @Override
  public Tensor biasAdd(Tensor x, Tensor bias) {
    if (Rounded.is(x)) {
      return Rounded.result(tf, tf.nn.biasAdd(Rounded.of(tf, x), Rounded.of(tf, bias)));
    }
    Operand<?> fused = kernels.onCpu() ? FusedDense.withBias(tf, operand(x), operand(bias)) : null;
    return wrap(fused == null ? tf.nn.biasAdd(number(x), number(bias)) : fused);
  }

  @Override
  public Tensor relu(Tensor x) {
    return Rounded.is(x)
        ? Rounded.result(tf, tf.nn.relu(Rounded.of(tf, x)))
        : wrap(tf.nn.relu(number(x)));
  }

  @Override
  public Tensor maxPool2d(Tensor x, int window, int stride, Padding padding) {
    Operand<TInt32> size = ints(1, window, window, 1);
    Operand<TInt32> strides = ints(1, stride, stride, 1);
    return wrap(tf.nn.maxPool(number(x), size, strides, padding.name()));
  }

  /** Blocks of {@code side}×{@code side} pixels moved into the channels: row, column, channel. */
  Tensor spaceToDepth(Tensor x, int side) {
    return Rounded.is(x)
        ? Rounded.result(tf, tf.nn.spaceToDepth(Rounded.of(tf, x), (long) side))
        : wrap(tf.nn.spaceToDepth(operand(x), (long) side));
  }

  /** Each four bytes of the last axis as one int32; nothing is moved. */
  Tensor bytesAsWords(Tensor x) {
    int[] dims = x.shape().dims();
    int[] quads = Arrays.copyOf(dims, dims.length + 1);
    quads[dims.length - 1] = dims[dims.length - 1] / Integer.BYTES;
    quads[dims.length] = Integer.BYTES;
    return wrap(tf.bitcast(operand(reshape(x, Shape.of(quads))), TInt32.class));
  }

  /** The other way round: the bytes of each int32 along a new last axis. */
  Tensor wordsAsBytes(Tensor x) {
    return wrap(tf.bitcast(operand(x), TUint8.class));
  }

  @Override
  public Tensor softmax(Tensor x) {
    return wrap(tf.nn.softmax(number(x)));
  }

  @Override
  public Tensor logSoftmax(Tensor x) {
    return wrap(tf.nn.logSoftmax(number(x)));
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor scale, Tensor offset, float epsilon, int... axes) {
    return kernels.onCpu() && FusedLayerNorm.covers(x.shape(), scale.shape(), offset.shape(), axes)
        ? FusedLayerNorm.apply(tf, x, scale, offset, epsilon)
        : super.layerNorm(x, scale, offset, epsilon, axes);
  }

  @Override
  public Tensor layerNorm(Tensor x, float epsilon, int... axes) {
    Shape row = x.shape().last(axes.length);
    return kernels.onCpu() && FusedLayerNorm.covers(x.shape(), row, row, axes)
        ? FusedLayerNorm.apply(
            tf, x, broadcastTo(constant(1f), row), broadcastTo(constant(0f), row), epsilon)
        : super.layerNorm(x, epsilon, axes);
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return wrap(tf.stopGradient(operand(x)));
  }

  @Override
  public List<Tensor> gradients(Tensor scalar, List<Tensor> wrt) {
    // TensorFlow refuses what the scalar does not depend on; its gradient is zero.
    Set<GraphOperation> upstream = graph.subgraphTo(Set.of(operand(scalar)));
    List<Tensor> reachable =
        wrt.stream().filter(t -> upstream.contains(Rounded.source(t).op())).toList();
    Map<Tensor, Tensor> found = reachableGradients(scalar, reachable);
    return wrt.stream().map(t -> found.getOrDefault(t, zeros(t.shape()))).toList();
  }

  private Map<Tensor, Tensor> reachableGradients(Tensor scalar, List<Tensor> wrt) {
    Map<Tensor, Tensor> gradients = new HashMap<>();
    if (wrt.isEmpty()) {
      return gradients;
    }
    Output<?>[] inputs = wrt.stream().map(Rounded::source).toArray(Output<?>[]::new);
    Output<?>[] found = graph.addGradients(operand(scalar).asOutput(), inputs);
    for (int i = 0; i < found.length; i++) {
      // None goes through stopGradient; shapes are known even where TensorFlow loses them.
      if (((GraphOperation) found[i].op()).getUnsafeNativeHandle() != null) {
        gradients.put(wrt.get(i), float32(found[i], wrt.get(i).shape()));
      }
    }
    return gradients;
  }

  private Tensor float32(Output<?> gradient, Shape shape) {
    boolean rounded = gradient.dataType() == org.tensorflow.proto.DataType.DT_BFLOAT16;
    Operand<?> wide = rounded ? tf.dtypes.cast(gradient, TFloat32.class) : gradient;
    return new TfTensor(wide.asOutput(), DataType.FLOAT32, shape);
  }

  private Tensor zeros(Shape shape) {
    return broadcastTo(constant(0f), shape);
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.Kernels;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Arrays;
import java.util.List;

/** All operations: linear algebra, images, distributions and differentiation come last. */
abstract class NdOps extends NdArrays {
  /** In libnd4j's arguments of convolutions: channels last, filters as [H, W, in, out]. */
  private static final long NHWC = 1;

  private static final long HWIO = 0;

  // ---- linear algebra

  @Override
  public Tensor matmul(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
    int rows = a.shape().dim(transposeA ? 1 : 0);
    int inner = a.shape().dim(transposeA ? 0 : 1);
    int columns = b.shape().dim(transposeB ? 0 : 1);
    if (a.shape().rank() != 2 || b.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "a matrix product takes matrices, not " + a.shape() + " and " + b.shape());
    }
    if (inner != b.shape().dim(transposeB ? 1 : 0)) {
      throw new IllegalArgumentException(
          "matrices " + a.shape() + " and " + b.shape() + " cannot be multiplied");
    }
    return result(
        DataType.FLOAT32,
        Shape.of(rows, columns),
        Kernels.matmul(transposeA, transposeB),
        (y, g, needed) ->
            Arrays.asList(
                needed.test(0)
                    ? transposeA ? matmul(b, transposeB, g, true) : matmul(g, false, b, !transposeB)
                    : null,
                needed.test(1)
                    ? transposeB ? matmul(g, true, a, transposeA) : matmul(a, !transposeA, g, false)
                    : null),
        a,
        b);
  }

  @Override
  public Tensor biasAdd(Tensor x, Tensor bias) {
    return elementwise(
        x.shape(),
        Kernels.biasAdd(),
        (y, g, needed) -> Arrays.asList(g, needed.test(1) ? sumTo(g, bias.shape()) : null),
        x,
        bias);
  }

  // ---- images

  @Override
  public Tensor conv2d(Tensor x, Tensor filter, int stride, Padding padding) {
    int kernel = filter.shape().dim(0);
    if (kernel != filter.shape().dim(1) || x.shape().dim(3) != filter.shape().dim(2)) {
      throw new IllegalArgumentException(
          "no convolution of " + x.shape() + " with a filter of " + filter.shape());
    }
    Shape shape = windows(x, kernel, stride, padding, filter.shape().dim(3));
    return result(
        DataType.FLOAT32,
        shape,
        Kernels.plain("conv2d", convolution(kernel, stride, padding)),
        (y, g, needed) -> {
          if (!needed.test(1)) {
            return Arrays.asList(bothGradients(x, filter, stride, padding, g).get(0), null);
          }
          return needed.test(0) || padding == Padding.SAME
              ? bothGradients(x, filter, stride, padding, g)
              : Arrays.asList(null, filterGradient(x, filter, stride, g));
        },
        x,
        filter);
  }

  private List<Tensor> bothGradients(
      Tensor x, Tensor filter, int stride, Padding padding, Tensor g) {
    Node ofInput =
        result(
            DataType.FLOAT32,
            x.shape(),
            Kernels.plain("conv2d_bp", convolution(filter.shape().dim(0), stride, padding)),
            Adjoint.ONCE,
            x,
            filter,
            g);
    return List.of(ofInput, companion(ofInput, filter.shape()));
  }

  /** Of a first layer: {@code conv2d_bp} would spend most of its time on the input's gradient. */
  private Tensor filterGradient(Tensor x, Tensor filter, int stride, Tensor g) {
    int kernel = filter.shape().dim(0);
    int outputs = filter.shape().dim(3);
    int height = g.shape().dim(1);
    int width = g.shape().dim(2);
    int positions = g.shape().elements() / outputs;
    Tensor patches =
        result(
            DataType.FLOAT32,
            Shape.of(positions, filter.shape().elements() / outputs),
            Kernels.patches(kernel, stride, height, width),
            Adjoint.ONCE,
            x);
    Tensor rows = reshape(g, Shape.of(positions, outputs));
    return reshape(matmul(patches, true, rows, false), filter.shape());
  }

  @Override
  public Tensor maxPool2d(Tensor x, int window, int stride, Padding padding) {
    long[] arguments = pooling(window, stride, padding);
    return result(
        DataType.FLOAT32,
        windows(x, window, stride, padding, x.shape().dim(3)),
        Kernels.plain("maxpool2d", arguments),
        (y, g, needed) ->
            List.of(
                result(
                    DataType.FLOAT32,
                    x.shape(),
                    Kernels.plain("maxpool2d_bp", arguments),
                    Adjoint.ONCE,
                    x,
                    g)),
        x);
  }

  private static Shape windows(Tensor x, int window, int stride, Padding padding, int channels) {
    return Shape.of(
        x.shape().dim(0),
        positions(x.shape().dim(1), window, stride, padding),
        positions(x.shape().dim(2), window, stride, padding),
        channels);
  }

  private static int positions(int size, int window, int stride, Padding padding) {
    int last = padding == Padding.SAME ? size - 1 : size - window;
    return last / stride + 1;
  }

  private static long same(Padding padding) {
    return padding == Padding.SAME ? 1 : 0;
  }

  private static long[] convolution(int kernel, int stride, Padding padding) {
    return new long[] {kernel, kernel, stride, stride, 0, 0, 1, 1, same(padding), NHWC, HWIO};
  }

  private static long[] pooling(int window, int stride, Padding padding) {
    long divisor = 1;
    return new long[] {window, window, stride, stride, 0, 0, 1, 1, same(padding), divisor, NHWC};
  }

  // ---- distributions over the last axis

  @Override
  public Tensor softmax(Tensor x) {
    return result(
        DataType.FLOAT32,
        x.shape(),
        Kernels.overRows("softmax"),
        (y, g, needed) -> {
          Tensor mean = reduceSum(multiply(g, y), true, -1);
          return List.of(multiply(subtract(g, mean), y));
        },
        x);
  }

  /**
   * By the logarithm of the sum: libnd4j's own is the logarithm of a softmax, which is −∞ from
   * logits 104 apart and has lost its digits from 87.
   */
  @Override
  public Tensor logSoftmax(Tensor x) {
    Tensor fixed = stopGradient(x);
    Tensor centred = subtract(fixed, reduceMax(fixed, true, -1));
    Tensor norm = log(reduceSum(exp(centred), true, -1));
    return result(
        DataType.FLOAT32,
        x.shape(),
        Kernels.binary("subtract"),
        (y, g, needed) ->
            Arrays.asList(null, null, subtract(g, multiply(exp(y), reduceSum(g, true, -1)))),
        centred,
        norm,
        x);
  }

  // ---- differentiation

  @Override
  public List<Tensor> gradients(Tensor scalar, List<Tensor> wrt) {
    return Differentiation.gradients(this, scalar, wrt);
  }
}

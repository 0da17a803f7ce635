package dev.ductile.agent.engine;

import java.util.List;

/**
 * The tensor operations that an engine implements. Binary operations broadcast as NumPy does. Axes
 * may be negative. Gradients exist for every differentiable operation; comparisons, {@link
 * #argMax}, {@link #oneHot} and casts from integers carry none.
 *
 * <p>Composites ({@link CompositeOps}) are built of these; an engine may replace them by kernels of
 * its own.
 */
public interface Ops {
  // ---- sources

  /** A float32 scalar. */
  Tensor constant(float value);

  /** A float32 constant of the given shape, row-major. */
  Tensor constant(float[] values, Shape shape);

  /** An int32 constant of the given shape, row-major. */
  Tensor constant(int[] values, Shape shape);

  // ---- arithmetic, element by element

  /** a + b. */
  Tensor add(Tensor a, Tensor b);

  /** a − b. */
  Tensor subtract(Tensor a, Tensor b);

  /** a · b, element by element. */
  Tensor multiply(Tensor a, Tensor b);

  /** a / b. */
  Tensor divide(Tensor a, Tensor b);

  /** The smaller of a and b; NaN where either is. */
  Tensor minimum(Tensor a, Tensor b);

  /** The greater of a and b; NaN where either is. */
  Tensor maximum(Tensor a, Tensor b);

  /** −x. */
  Tensor negate(Tensor x);

  /** |x|, gradient 0 at 0. */
  Tensor abs(Tensor x);

  /** −1, 0 or 1. */
  Tensor sign(Tensor x);

  /** x². */
  Tensor square(Tensor x);

  /** √x. */
  Tensor sqrt(Tensor x);

  /** 1/√x. */
  Tensor rsqrt(Tensor x);

  /** eˣ. */
  Tensor exp(Tensor x);

  /** {@code exp(x) - 1}, exact near 0. */
  Tensor expm1(Tensor x);

  /** Natural logarithm. */
  Tensor log(Tensor x);

  /** {@code log(1 + x)}, exact near 0. */
  Tensor log1p(Tensor x);

  /** sin x, x in radians. */
  Tensor sin(Tensor x);

  /** cos x, x in radians. */
  Tensor cos(Tensor x);

  /** Hyperbolic tangent. */
  Tensor tanh(Tensor x);

  /** Gauss error function. */
  Tensor erf(Tensor x);

  /** max(x, 0), gradient 0 at 0. */
  Tensor relu(Tensor x);

  // ---- comparison and choice

  /** {@code a < b}, as {@link DataType#BOOL}. */
  Tensor less(Tensor a, Tensor b);

  /** {@code a == b}, as {@link DataType#BOOL}. */
  Tensor equal(Tensor a, Tensor b);

  /** {@code condition ? a : b}; all three of one shape or broadcast to it. */
  Tensor select(Tensor condition, Tensor a, Tensor b);

  /** Converts the element type. */
  Tensor cast(Tensor x, DataType type);

  // ---- reductions

  /** Sum along axes. */
  Tensor reduceSum(Tensor x, boolean keepDims, int... axes);

  /** Mean along axes. */
  Tensor reduceMean(Tensor x, boolean keepDims, int... axes);

  /** Greatest element along axes. */
  Tensor reduceMax(Tensor x, boolean keepDims, int... axes);

  /** Least element along axes. */
  Tensor reduceMin(Tensor x, boolean keepDims, int... axes);

  /** Index of the first largest element along an axis, which is removed; int32. */
  Tensor argMax(Tensor x, int axis);

  // ---- shape

  /** The same elements in another shape. */
  Tensor reshape(Tensor x, Shape shape);

  /** Axes in another order. */
  Tensor transpose(Tensor x, int... permutation);

  /** Parts one after the other along an axis. */
  Tensor concat(List<Tensor> parts, int axis);

  /** The box that starts at {@code begin} and has the given size. */
  Tensor slice(Tensor x, int[] begin, int[] size);

  /** x repeated along dimensions of size 1, and along new leading ones. */
  Tensor broadcastTo(Tensor x, Shape shape);

  /** Float32 one-hot rows: adds a last axis of size {@code depth}. */
  Tensor oneHot(Tensor indices, int depth);

  /**
   * Picks one row per batch element.
   *
   * @param x shape [B, N, …]
   * @param indices int32 [B], each in [0, N)
   * @return shape [B, …]: {@code x[b, indices[b], …]}
   */
  Tensor gatherRows(Tensor x, Tensor indices);

  // ---- linear algebra

  /** Matrix product of rank-2 tensors, each optionally transposed. */
  Tensor matmul(Tensor a, boolean transposeA, Tensor b, boolean transposeB);

  /**
   * 2-D convolution (cross-correlation).
   *
   * @param x NHWC
   * @param filter HWIO
   */
  Tensor conv2d(Tensor x, Tensor filter, int stride, Padding padding);

  /** Adds a vector along the last axis. */
  Tensor biasAdd(Tensor x, Tensor bias);

  /** 2-D maximum pooling of an NHWC tensor. */
  Tensor maxPool2d(Tensor x, int window, int stride, Padding padding);

  // ---- distributions over the last axis

  /** eˣ divided by its sum along the last axis. */
  Tensor softmax(Tensor x);

  /** Logarithm of {@link #softmax}, without forming it. */
  Tensor logSoftmax(Tensor x);

  // ---- differentiation

  /** The same value, constant for differentiation. */
  Tensor stopGradient(Tensor x);

  /**
   * Gradients of a scalar.
   *
   * @return one tensor per element of {@code wrt}, of its shape; zeros where the scalar does not
   *     depend on it
   */
  List<Tensor> gradients(Tensor scalar, List<Tensor> wrt);
}

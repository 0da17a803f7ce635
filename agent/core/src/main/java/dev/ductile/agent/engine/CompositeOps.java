package dev.ductile.agent.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Operations made of {@link Ops}, with a default that any engine can run and may replace by a fused
 * kernel of its own.
 */
public interface CompositeOps extends Ops {

  /** Multiplies by a number. */
  default Tensor scale(Tensor x, float factor) {
    return multiply(x, constant(factor));
  }

  /** Adds a number. */
  default Tensor shift(Tensor x, float offset) {
    return add(x, constant(offset));
  }

  /** Limits each element to [{@code low}, {@code high}]. */
  default Tensor clip(Tensor x, float low, float high) {
    return minimum(maximum(x, constant(low)), constant(high));
  }

  /** Sum of all elements, a scalar. */
  default Tensor sumAll(Tensor x) {
    return reduceSum(reshape(x, Shape.of(x.shape().elements())), false, 0);
  }

  /** Sum of the squares of all elements of all tensors, a scalar. */
  default Tensor sumOfSquares(List<Tensor> tensors) {
    Tensor sum = constant(0f);
    for (Tensor x : tensors) {
      sum = add(sum, sumAll(square(x)));
    }
    return sum;
  }

  /** Mean of all elements, a scalar. */
  default Tensor meanAll(Tensor x) {
    return reduceMean(reshape(x, Shape.of(x.shape().elements())), false, 0);
  }

  /** Images as float32 divided by 255, in their layout. */
  default Tensor pixels(Tensor images) {
    return scale(cast(images, DataType.FLOAT32), 1f / 255f);
  }

  /**
   * Convolution of uint8 images, scaled by 1/255: what the first layer of every pixel network does.
   * The filter is scaled instead of the far larger images.
   *
   * @param images uint8 NHWC
   * @param filter HWIO
   * @return float32 NHWC
   */
  default Tensor convPixels(Tensor images, Tensor filter, int stride, Padding padding) {
    Tensor scaled = scale(filter, 1f / 255f);
    return conv2d(cast(images, DataType.FLOAT32), scaled, stride, padding);
  }

  /** As a masked sum: N is small, and both directions stay on fast kernels. */
  @Override
  default Tensor gatherRows(Tensor x, Tensor indices) {
    Tensor mask = oneHot(indices, x.shape().dim(1));
    int[] dims = new int[x.shape().rank()];
    Arrays.fill(dims, 1);
    dims[0] = x.shape().dim(0);
    dims[1] = x.shape().dim(1);
    return reduceSum(multiply(x, reshape(mask, Shape.of(dims))), false, 1);
  }

  /**
   * Huber loss with threshold 1, element by element: {@code x²/2} inside [−1, 1], {@code |x| − ½}
   * outside (Mnih et al. 2015, "clipping the error term").
   */
  default Tensor huber(Tensor x) {
    Tensor magnitude = abs(x);
    Tensor inside = minimum(magnitude, constant(1f));
    return add(scale(square(inside), 0.5f), subtract(magnitude, inside));
  }

  /**
   * Cross-entropy {@code −Σ p ln softmax(logits)} of each row.
   *
   * @param labels p, [B, classes]
   * @param logits [B, classes]
   * @return [B]
   */
  default Tensor crossEntropy(Tensor labels, Tensor logits) {
    return negate(reduceSum(multiply(labels, logSoftmax(logits)), false, 1));
  }

  /**
   * Layer normalisation (Ba et al. 2016): {@code (x − mean) · rsqrt(variance + epsilon) · scale +
   * offset}, with the biased variance over the given axes.
   *
   * @param scale broadcast against x
   * @param offset broadcast against x
   */
  default Tensor layerNorm(Tensor x, Tensor scale, Tensor offset, float epsilon, int... axes) {
    return add(multiply(layerNorm(x, epsilon, axes), scale), offset);
  }

  /**
   * The same without scale and offset.
   *
   * @param x any shape
   * @param axes the axes over which mean and variance are taken
   */
  default Tensor layerNorm(Tensor x, float epsilon, int... axes) {
    Tensor centred = subtract(x, reduceMean(x, true, axes));
    Tensor variance = reduceMean(square(centred), true, axes);
    return multiply(centred, rsqrt(shift(variance, epsilon)));
  }
}

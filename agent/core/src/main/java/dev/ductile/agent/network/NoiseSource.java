package dev.ductile.agent.network;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/** Where the noisy layers of one forward pass get their noise from. */
public interface NoiseSource {
  /**
   * A noise tensor.
   *
   * @param layer name of the layer
   * @param part {@code in} and {@code out} of factorised noise (already through {@code f}), {@code
   *     weight} and {@code bias} of independent noise
   */
  Tensor noise(String layer, String part, Shape shape);

  /**
   * Whether noisy weights are made once and used as usual weights. Otherwise factorised noise is
   * applied to activations, which reads the weights once instead of writing them anew: faster for
   * small batches. The results are equal but for rounding.
   */
  boolean makesWeights();
}

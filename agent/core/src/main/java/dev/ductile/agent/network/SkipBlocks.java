package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Tensor;

/**
 * Dense layers with skips from their beginning to every block (Castanyer et al. 2025, 2506.15544,
 * and their code): {@code h = norm(W₀φ)}, {@code x₀ = h}, {@code xᵢ = xᵢ₋₁ + norm(V f(norm(U
 * f(xᵢ₋₁)))) + h}, then {@code f(norm(W x))}. All are as wide as the hidden layer whose place they
 * take, and noisy where it would be.
 */
final class SkipBlocks {
  /** Layers that stand before the last one, which bears the hidden layer's name. */
  static final String WITHIN = "_in|_block\\d+_dense[12]";

  private SkipBlocks() {}

  static Tensor apply(Layers layers, String name, Tensor features, int units, int blocks) {
    Tensor start = dense(layers, name + "_in", features, units);
    Tensor x = layers.trace().streamed(start);
    FunctionBuilder f = layers.ops();
    for (int i = 1; i <= blocks; i++) {
      String block = name + "_block" + i;
      Tensor y = layers.activateStream(block, x);
      y = layers.headDense(block + "_dense1", y, units, SpectralNormLayers.HIDDEN);
      y = layers.activate(block + "_dense1", y);
      y = dense(layers, block + "_dense2", y, units);
      x = f.add(f.add(x, y), start);
    }
    return layers.activate(name, layers.penultimateDense(name, x, units));
  }

  private static Tensor dense(Layers layers, String name, Tensor x, int units) {
    return layers.normalize(name, layers.headDense(name, x, units, SpectralNormLayers.HIDDEN));
  }
}

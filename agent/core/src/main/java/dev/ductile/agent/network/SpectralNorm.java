package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Spectral normalisation (Miyato et al. 2018): a filter, seen as a matrix of inputs × outputs, is
 * divided by an estimate of its largest singular value. The estimate follows the filter by power
 * iteration: {@code v = Wu/|Wu|, u′ = Wᵀv/|Wᵀv|, σ = vᵀWu′}, with u and v constant for
 * differentiation, one iteration per update.
 */
final class SpectralNorm {
  private static final float TINY = 1e-12f;

  private SpectralNorm() {}

  /**
   * A normalised filter.
   *
   * @param layer name of the layer; its state is {@code layer.spectral_u}
   * @param filter HWIO
   * @param advance whether u′ is kept: in updates, for the network that is trained
   */
  static Tensor apply(
      FunctionBuilder f, ParameterSet parameters, String layer, Tensor filter, boolean advance) {
    Shape hwio = filter.shape();
    int outputs = hwio.dim(3);
    int inputs = hwio.elements() / outputs;
    Parameter state =
        parameters.get(
            layer + ".spectral_u",
            Shape.of(outputs),
            ParameterRole.STATE,
            Initialization.normal(),
            inputs,
            outputs);
    Tensor matrix = f.reshape(filter, Shape.of(inputs, outputs));
    Tensor constant = f.stopGradient(matrix);
    Tensor u = f.reshape(f.read(state.variable()), Shape.of(outputs, 1));
    Tensor v = unit(f, f.matmul(constant, false, u, false));
    Tensor next = unit(f, f.matmul(constant, true, v, false));
    if (advance) {
      f.assign(state.variable(), f.reshape(next, Shape.of(outputs)));
    }
    Tensor sigma = f.sumAll(f.multiply(v, f.matmul(matrix, false, next, false)));
    return f.divide(filter, sigma);
  }

  private static Tensor unit(FunctionBuilder f, Tensor x) {
    Tensor norm = f.sqrt(f.sumAll(f.square(x)));
    return f.stopGradient(f.divide(x, f.maximum(norm, f.constant(TINY))));
  }
}

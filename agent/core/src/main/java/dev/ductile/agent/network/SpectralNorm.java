package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Spectral normalisation (Miyato et al. 2018): weights are divided by an estimate of their largest
 * singular value, which follows them by one {@linkplain SingularValueStep power iteration} an
 * update.
 */
final class SpectralNorm {
  private SpectralNorm() {}

  /**
   * Normalised weights.
   *
   * @param layer name of the layer; its state is {@code layer.spectral_u}
   * @param weights filters HWIO or dense weights in × out
   * @param advance whether u′ is kept: in updates, for the network that is trained
   * @param trace is told what is kept
   */
  static Tensor apply(
      FunctionBuilder f,
      ParameterSet parameters,
      String layer,
      Tensor weights,
      boolean advance,
      NetworkTrace trace) {
    int outputs = weights.shape().dim(-1);
    Parameter state =
        parameters.get(
            layer + ".spectral_u",
            Shape.of(outputs),
            ParameterRole.STATE,
            Initialization.normal(),
            weights.shape().elements() / outputs,
            outputs);
    SingularValueStep step = SingularValueStep.of(f, weights, f.read(state.variable()));
    if (advance) {
      trace.advance(f, state, step.next());
    }
    return f.divide(weights, step.sigma());
  }
}

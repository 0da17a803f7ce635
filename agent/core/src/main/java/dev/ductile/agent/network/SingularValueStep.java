package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.List;

/**
 * One step of power iteration towards the largest singular value of a layer's weights W, seen as a
 * matrix of inputs × outputs (Miyato et al. 2018, algorithm 1): {@code v = Wu/|Wu|, u′ = Wᵀv/|Wᵀv|,
 * σ = vᵀWu′}, with u and v constant for differentiation, so that {@code dσ/dW = vu′ᵀ}.
 *
 * @param sigma the estimate, a scalar, never above the true value
 * @param next u′, [outputs], from which the next update goes on
 */
public record SingularValueStep(Tensor sigma, Tensor next) {
  private static final float TINY = 1e-12f;

  /**
   * Adds a step to a function.
   *
   * @param weights filters HWIO or dense weights in × out
   * @param vector u, [outputs]
   */
  public static SingularValueStep of(FunctionBuilder f, Tensor weights, Tensor vector) {
    int outputs = weights.shape().dim(-1);
    int inputs = weights.shape().elements() / outputs;
    Tensor matrix = f.reshape(weights, Shape.of(inputs, outputs));
    Tensor constant = f.stopGradient(matrix);
    Tensor u = f.reshape(vector, Shape.of(outputs, 1));
    Tensor v = unit(f, f.matmul(constant, false, u, false));
    Tensor next = unit(f, f.matmul(constant, true, v, false));
    Tensor sigma = f.sumAll(f.multiply(v, f.matmul(matrix, false, next, false)));
    return new SingularValueStep(sigma, f.reshape(next, Shape.of(outputs)));
  }

  private static Tensor unit(FunctionBuilder f, Tensor x) {
    Tensor norm = f.sqrt(f.sumOfSquares(List.of(x)));
    return f.stopGradient(f.divide(x, f.maximum(norm, f.constant(TINY))));
  }
}

package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;
import java.util.List;

/** Limits on gradients. */
final class GradientClip {
  private GradientClip() {}

  /** Applies the configured limits, by value first. */
  static List<Tensor> apply(CompositeOps f, OptimizerConfig config, List<Tensor> gradients) {
    List<Tensor> clipped = gradients;
    if (config.clipValue() > 0) {
      float limit = (float) config.clipValue();
      clipped = clipped.stream().map(g -> f.clip(g, -limit, limit)).toList();
    }
    if (config.clipNorm() > 0) {
      Tensor factor = factor(f, clipped, (float) config.clipNorm());
      clipped = clipped.stream().map(g -> f.multiply(g, factor)).toList();
    }
    return clipped;
  }

  /** {@code limit / max(norm, limit)}: exactly 1 where the norm is within the limit. */
  private static Tensor factor(CompositeOps f, List<Tensor> gradients, float limit) {
    Tensor squares = f.sumOfSquares(gradients);
    Tensor largest = f.constant(limit);
    return f.divide(largest, f.maximum(f.sqrt(squares), largest));
  }
}

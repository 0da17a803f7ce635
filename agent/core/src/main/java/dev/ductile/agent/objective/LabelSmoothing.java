package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;

/**
 * Mixes labels with the uniform distribution: {@code (1 − ε)·p + ε/m} over m classes (Szegedy et
 * al. 2016, section 7).
 *
 * @param share ε, 0 to 1
 */
public record LabelSmoothing(double share) {
  /** Labels as they are. */
  public static final LabelSmoothing NONE = new LabelSmoothing(0);

  /**
   * Smoothed labels.
   *
   * @param labels [B, classes]
   */
  public Tensor apply(CompositeOps f, Tensor labels) {
    if (share == 0) {
      return labels;
    }
    float uniform = (float) (share / labels.shape().dim(1));
    return f.shift(f.scale(labels, (float) (1 - share)), uniform);
  }
}

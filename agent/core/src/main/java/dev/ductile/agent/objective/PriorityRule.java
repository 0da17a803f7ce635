package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.base.Checks;

/**
 * What prioritised replay orders by, before its exponent.
 *
 * @param kind the quantity
 * @param offset added to it, so that nothing is never sampled
 * @param maximum largest priority before the offset; 0 for no limit
 */
public record PriorityRule(Kind kind, double offset, double maximum) {
  /** What Dopamine adds under the root. */
  private static final float ROOT_OFFSET = 1e-10f;

  /** Quantities. */
  public enum Kind {
    /**
     * |target − value|, of the expected values where there is a distribution (Schaul et al. 2016).
     */
    TD_ERROR,
    /** The sample's loss before its weight: cross-entropy for C51 (dqn_zoo, Kaixhin, CleanRL). */
    LOSS,
    /** √(loss + 1e-10) (Dopamine). */
    ROOT_LOSS
  }

  /** Checks the ranges. */
  public PriorityRule {
    Checks.present("objective.priority.kind", kind);
    Checks.within("objective.priority.offset", offset, 0, 1e6);
    Checks.within("objective.priority.maximum", maximum, 0, 1e12);
  }

  /** A rule without offset and limit. */
  public static PriorityRule of(Kind kind) {
    return new PriorityRule(kind, 0, 0);
  }

  /**
   * Priorities of a batch.
   *
   * @param error target − value, [B]
   * @param loss per-sample loss, [B]
   * @return [B]
   */
  Tensor apply(CompositeOps f, Tensor error, Tensor loss) {
    Tensor priority =
        switch (kind) {
          case TD_ERROR -> f.abs(error);
          case LOSS -> loss;
          case ROOT_LOSS -> f.sqrt(f.shift(loss, ROOT_OFFSET));
        };
    if (maximum > 0) {
      priority = f.minimum(priority, f.constant((float) maximum));
    }
    return offset == 0 ? priority : f.shift(priority, (float) offset);
  }
}

package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;

/**
 * RAdam's rectification (Liu et al. 2019, equation 12): {@code r = √((ρ−4)(ρ−2)ρ∞ /
 * ((ρ∞−4)(ρ∞−2)ρ))} with {@code ρ∞ = 2/(1−β₂) − 1} and {@code ρ = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ)}, where ρ is
 * above 5; elsewhere there is none, here 0.
 */
final class Rectification {
  /**
   * ρ above which the variance of the second moment is thought tractable: PyTorch's and optax's.
   */
  private static final double TRACTABLE = 5;

  private final double beta2;
  private final double limit;

  /** β₂ is the float32 that moments are averaged with, as in Adam's corrections. */
  Rectification(double beta2) {
    this.beta2 = (float) beta2;
    this.limit = 2 / (1 - this.beta2) - 1;
  }

  /**
   * Of an update.
   *
   * @param t the optimizer's count, from 1
   */
  static double at(double beta2, long t) {
    Rectification r = new Rectification(beta2);
    double y = -t * Math.log(r.beta2);
    double rho = r.limit - 2 * t / Math.expm1(y);
    return rho > TRACTABLE ? Math.sqrt((rho - 4) * (rho - 2) / rho * r.scale()) : 0;
  }

  private double scale() {
    return limit / ((limit - 4) * (limit - 2));
  }

  /** As {@link #at}, inside a graph; t is a scalar. */
  Tensor at(CompositeOps f, Tensor t) {
    if (limit <= TRACTABLE) {
      return f.constant(0f);
    }
    Tensor rho = length(f, t);
    Tensor ratio = f.divide(f.multiply(f.shift(rho, -4f), f.shift(rho, -2f)), rho);
    Tensor r = f.sqrt(f.scale(f.maximum(ratio, f.constant(0f)), (float) scale()));
    Tensor tractable = f.less(f.constant((float) TRACTABLE), rho);
    return f.select(tractable, r, f.constant(0f));
  }

  /**
   * ρ. With {@code y = −t ln β₂} it is {@code ρ∞ − 2t/(eʸ−1)}, of which early in a run little is
   * left: 1999 − 1993 in float32. There, {@code y/(eʸ−1) = 1 − y/2 + y²/12 − y⁴/720 + …} leaves
   * {@code t + ρ∞ − 2/x − 2/x·(y²/12 − …)} with {@code x = −ln β₂}.
   */
  private Tensor length(CompositeOps f, Tensor t) {
    double x = -Math.log(beta2);
    Tensor y = f.scale(t, (float) x);
    Tensor y2 = f.square(y);
    Tensor series = f.scale(y2, (float) (-1.0 / 1_209_600));
    series = f.multiply(f.shift(series, (float) (1.0 / 30_240)), y2);
    series = f.multiply(f.shift(series, (float) (-1.0 / 720)), y2);
    series = f.multiply(f.shift(series, (float) (1.0 / 12)), y2);
    Tensor early =
        f.subtract(f.shift(t, (float) (limit - 2 / x)), f.scale(series, (float) (2 / x)));
    Tensor decayed = f.exp(f.negate(y));
    Tensor left = f.divide(f.multiply(f.scale(t, 2f), decayed), f.negate(f.expm1(f.negate(y))));
    Tensor late = f.subtract(f.constant((float) limit), left);
    return f.select(f.less(y, f.constant(1f)), early, late);
  }
}

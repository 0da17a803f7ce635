package dev.ductile.agent.objective;

import dev.ductile.agent.engine.Tensor;

/**
 * Forward passes that an objective may ask for; each is built only if asked, and once. Heads are
 * [B, A, H] with H the objective's {@link Objective#heads}, or, with implicit quantiles, the number
 * of fractions of the pass.
 */
public interface HeadsSource {
  /** Online network on the observations; gradients flow. */
  Tensor online();

  /** Online network on the next observations, for choosing actions; without gradient. */
  Tensor onlineNext();

  /** Target network on the next observations, for evaluating actions; without gradient. */
  Tensor targetNext();

  /**
   * Target network on the next observations, for choosing actions; without gradient. Differs from
   * {@link #targetNext} only with implicit quantiles, where it has fractions of its own.
   */
  Tensor targetNextForChoice();

  /** Target network on the observations, for the policy there; without gradient. */
  Tensor target();

  /** The quantile fractions [B, N] behind {@link #online}; only with implicit quantiles. */
  Tensor onlineFractions();
}

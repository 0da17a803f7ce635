package dev.ductile.replay;

/** How the targets of a prioritized batch of B are drawn on the cumulative priorities. */
public enum StratumScheme {
  /**
   * One target in each of B equal strata: Schaul et al. 2015, Dopamine (TensorFlow), Kaixhin,
   * CleanRL.
   */
  STRATIFIED,
  /** B independent targets: dqn_zoo, Dopamine (JAX). */
  INDEPENDENT
}

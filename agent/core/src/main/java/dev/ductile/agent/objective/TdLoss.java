package dev.ductile.agent.objective;

/** Loss of a temporal-difference error. */
public enum TdLoss {
  /** Threshold 1: the error's gradient is clipped to ±1 (Mnih et al. 2015). */
  HUBER,
  /** Squared error, without the factor ½ (Dopamine's JAX agents, CleanRL). */
  MSE,
  /** Half the squared error (purejaxql). */
  HALF_MSE
}

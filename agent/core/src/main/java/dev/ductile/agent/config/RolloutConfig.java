package dev.ductile.agent.config;

import dev.ductile.base.Checks;

/**
 * Rollouts that are learned from at once and forgotten, instead of a replay memory (Gallici et al.
 * 2024). Of {@link MemoryConfig} only batch size and discount count then.
 *
 * @param stepsPerEnvironment agent steps of each environment in a rollout; 0 for a replay memory
 * @param lambda λ of the returns Q(λ): 0 bootstraps after each step, 1 at the rollout's end only
 * @param epochs how often each transition is learned from
 */
public record RolloutConfig(int stepsPerEnvironment, double lambda, int epochs) {
  /** Checks the ranges. */
  public RolloutConfig {
    Checks.atLeast("rollout.stepsPerEnvironment", stepsPerEnvironment, 0);
    Checks.within("rollout.lambda", lambda, 0, 1);
    Checks.within("rollout.epochs", epochs, 1, 1000);
  }

  /** Whether a run learns from rollouts. */
  public boolean on() {
    return stepsPerEnvironment > 0;
  }

  /** Transitions of one rollout. */
  public int transitions(int environments) {
    return Math.multiplyExact(stepsPerEnvironment, environments);
  }
}

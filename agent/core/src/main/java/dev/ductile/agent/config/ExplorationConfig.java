package dev.ductile.agent.config;

import dev.ductile.base.Checks;

/**
 * ε-greedy exploration: ε is {@code epsilonStart} until the decay begins, then falls linearly to
 * {@code epsilonEnd}.
 *
 * @param epsilonStart chance of a random action at first
 * @param epsilonEnd chance of a random action after the decay
 * @param decaySteps agent steps of the decay
 * @param decayAfterMinimum whether the decay begins when the replay memory has its minimum
 *     (Dopamine, dqn_zoo) or at the first step (CleanRL)
 */
public record ExplorationConfig(
    double epsilonStart, double epsilonEnd, long decaySteps, boolean decayAfterMinimum) {
  /** Checks the ranges. */
  public ExplorationConfig {
    Checks.within("exploration.epsilonStart", epsilonStart, 0, 1);
    Checks.within("exploration.epsilonEnd", epsilonEnd, 0, 1);
    Checks.atLeast("exploration.decaySteps", decaySteps, 0);
  }

  /**
   * ε at an agent step.
   *
   * @param agentSteps steps taken so far
   * @param minimumTransitions when the decay begins, where it begins with the replay's minimum
   */
  public double epsilon(long agentSteps, int minimumTransitions) {
    long since = agentSteps - (decayAfterMinimum ? minimumTransitions : 0);
    if (since < 0) {
      return epsilonStart;
    }
    double share = decaySteps == 0 ? 1 : Math.min(1, since / (double) decaySteps);
    return epsilonStart + share * (epsilonEnd - epsilonStart);
  }
}

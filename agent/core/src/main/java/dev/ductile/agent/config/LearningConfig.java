package dev.ductile.agent.config;

/**
 * When is learned.
 *
 * @param updatePeriodSteps agent steps, over all environments, per update
 * @param targetUpdatePeriodUpdates updates between copies to the target network
 */
public record LearningConfig(int updatePeriodSteps, int targetUpdatePeriodUpdates) {
  /** Checks the ranges. */
  public LearningConfig {
    Checks.atLeast("learning.updatePeriodSteps", updatePeriodSteps, 1);
    Checks.atLeast("learning.targetUpdatePeriodUpdates", targetUpdatePeriodUpdates, 1);
  }
}

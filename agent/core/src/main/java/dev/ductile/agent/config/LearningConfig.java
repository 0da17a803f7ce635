package dev.ductile.agent.config;

/**
 * When is learned.
 *
 * @param updatePeriodSteps agent steps, over all environments, per update
 * @param targetUpdatePeriodUpdates updates between copies to the target network; 0 for none, where
 *     an intervention renews it
 */
public record LearningConfig(int updatePeriodSteps, int targetUpdatePeriodUpdates) {
  /** Whether the target is copied after that many updates. */
  public boolean copiesTargetAfter(long updates) {
    return targetUpdatePeriodUpdates > 0 && updates % targetUpdatePeriodUpdates == 0;
  }

  /** Checks the ranges. */
  public LearningConfig {
    Checks.atLeast("learning.updatePeriodSteps", updatePeriodSteps, 1);
    Checks.atLeast("learning.targetUpdatePeriodUpdates", targetUpdatePeriodUpdates, 0);
  }
}

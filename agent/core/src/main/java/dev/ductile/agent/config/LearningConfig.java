package dev.ductile.agent.config;

import dev.ductile.base.Checks;

/**
 * When is learned.
 *
 * @param updatePeriodSteps agent steps, over all environments, per update
 * @param targetUpdatePeriodUpdates updates between copies to the target network; 0 for none, where
 *     an intervention renews it
 * @param targetPeriodFromFirstStep whether this period counts from the run's first agent step, as
 *     if every step had been learned from (Dopamine, dqn_zoo, Kaixhin, CleanRL), or from the first
 *     update (Beyond the Rainbow)
 */
public record LearningConfig(
    int updatePeriodSteps, int targetUpdatePeriodUpdates, boolean targetPeriodFromFirstStep) {
  /**
   * Whether the target is copied after that many updates.
   *
   * @param updates updates done so far
   * @param minimumTransitions agent steps that passed without updates at first
   */
  public boolean copiesTargetAfter(long updates, int minimumTransitions) {
    long missed = targetPeriodFromFirstStep ? minimumTransitions / updatePeriodSteps : 0;
    return targetUpdatePeriodUpdates > 0 && (missed + updates) % targetUpdatePeriodUpdates == 0;
  }

  /** Checks the ranges. */
  public LearningConfig {
    Checks.atLeast("learning.updatePeriodSteps", updatePeriodSteps, 1);
    Checks.atLeast("learning.targetUpdatePeriodUpdates", targetUpdatePeriodUpdates, 0);
  }
}

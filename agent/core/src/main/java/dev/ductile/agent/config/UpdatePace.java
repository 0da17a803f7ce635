package dev.ductile.agent.config;

/**
 * When a run's updates come: a group of them each time that so many agent steps are done.
 *
 * @param originSteps agent steps from which those are counted
 * @param firstUpdateSteps agent steps before the first update
 * @param groupUpdates updates of a group
 * @param groupSteps agent steps from one group to the next
 */
public record UpdatePace(
    long originSteps, long firstUpdateSteps, long groupUpdates, long groupSteps) {
  static UpdatePace of(RunConfig config) {
    if (!config.rollout().on()) {
      long minimum = config.replay().minimumTransitions();
      return new UpdatePace(minimum, minimum, 1, config.learning().updatePeriodSteps());
    }
    long transitions = config.rollout().transitions(config.run().environments());
    long updates = config.rollout().epochs() * transitions / config.replay().batchSize();
    return new UpdatePace(0, transitions, updates, transitions);
  }

  /** Updates that a run has done after so many agent steps. */
  public long updatesAfter(long agentSteps) {
    return Math.max(0, agentSteps - originSteps) / groupSteps * groupUpdates;
  }

  /** Updates that so many agent steps of learning bring. */
  public double updatesIn(double agentSteps) {
    return agentSteps / groupSteps * groupUpdates;
  }
}

package dev.ductile.eval.probe;

import dev.ductile.agent.learner.Learner;
import java.util.Map;

/**
 * Reads figures off a network while it is probed; changes nothing and draws from no stream of the
 * run. What it gives goes into the logs and summaries beside the scores.
 */
@FunctionalInterface
public interface ProbeMeasurements {
  /**
   * Measures.
   *
   * @param at where the run stands
   * @return figures by name, in the order in which they are to be logged
   */
  Map<String, Double> measure(Learner learner, Moment at);

  /**
   * A moment of a run: after an update of a task.
   *
   * @param task number of the task, from 0
   * @param step updates done in it
   * @param updates updates done in all
   * @param taskEnd whether it was the task's last
   */
  record Moment(int task, int step, long updates, boolean taskEnd) {}

  /** Nothing is measured. */
  static ProbeMeasurements none() {
    return (learner, at) -> Map.of();
  }
}

package dev.ductile.eval.probe;

import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.measurement.MeasurementWatcher;
import dev.ductile.eval.probe.task.TaskBatch;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Reads figures off the network of one run while it is probed; changes nothing and draws from no
 * stream of the run. What it gives goes into the logs and summaries beside the scores.
 */
@FunctionalInterface
public interface ProbeMeasurements extends AutoCloseable {
  /**
   * Measures.
   *
   * @param at where the run stands
   * @param samples gives so many samples of the current task, of the same examples in every call
   * @return figures by name, in the order in which they are to be logged
   */
  Map<String, Double> measure(Learner learner, Moment at, IntFunction<TaskBatch> samples);

  /**
   * Measures, and says what it is at: some measurements take minutes.
   *
   * @param watcher is told before each measurement
   * @return as {@link #measure(Learner, Moment, IntFunction)}
   */
  default Map<String, Double> measure(
      Learner learner, Moment at, IntFunction<TaskBatch> samples, MeasurementWatcher watcher) {
    return measure(learner, at, samples);
  }

  /** Gives back what measuring needed. */
  @Override
  default void close() {}

  /**
   * A moment of a run: after an update of a task.
   *
   * @param task number of the task, from 0
   * @param step updates done in it
   * @param updates updates done in all
   * @param taskEnd whether it was the task's last
   */
  record Moment(int task, int step, long updates, boolean taskEnd) {}

  /** Makes the measurements of a run. */
  @FunctionalInterface
  interface Factory {
    /**
     * Called when a run begins.
     *
     * @param initial the network with its first parameters; its {@link Learner#spec} says what it
     *     is
     * @param seed the run's seed
     */
    ProbeMeasurements begin(ProbeConfig config, Learner initial, long seed);
  }

  /** Nothing is measured. */
  static Factory none() {
    return (config, initial, seed) -> (learner, at, samples) -> Map.of();
  }
}

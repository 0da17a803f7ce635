package dev.ductile.agent.training;

import java.util.Map;
import java.util.function.Supplier;

/** Looks on; called on the training thread, never changes what is learned. */
public interface TrainingListener {
  /**
   * After every vector step: cheap work only.
   *
   * @param metrics the last update's, made when asked for
   */
  default void onStep(Counters counters, Supplier<TrainingMetrics> metrics) {}

  /**
   * A continual run begins a visit.
   *
   * @param visit its number, from 0 and over all cycles
   */
  default void onVisit(Counters counters, int visit) {}

  /** A game ended. */
  default void onEpisode(Counters counters, Episode episode) {}

  /** Once every log period, and at the end. */
  default void onMetrics(Counters counters, TrainingMetrics metrics) {}

  /**
   * A measurement begins, which may take minutes.
   *
   * @param name as typed behind {@code --measure}
   * @param number of it among those that are made now, from 1
   * @param of how many are made now
   */
  default void onMeasuring(String name, int number, int of) {}

  /**
   * Whenever measurements were made.
   *
   * @param values by {@code plasticity/quantity/layer}
   */
  default void onMeasurement(Counters counters, Map<String, Double> values) {}

  /** Whenever an evaluation is due by frames. */
  default void onEvaluationDue(Counters counters) {}

  /**
   * Whenever a checkpoint is due by frames.
   *
   * @param keptFor the frame for which it is to be kept, as it was asked for; 0 for none
   */
  default void onCheckpointDue(Counters counters, long keptFor) {}

  /** Between two rounds, when everything about the one before has been told. */
  default void onRest(Counters counters) {}
}

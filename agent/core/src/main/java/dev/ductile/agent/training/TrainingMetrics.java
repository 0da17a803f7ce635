package dev.ductile.agent.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training tells of itself once a log period: a value for each of its metrics, in the order
 * of the log; NaN where nothing was measured.
 *
 * @param values by metric
 */
public record TrainingMetrics(Map<ScalarMetric, Number> values) {
  /** Loss of the updates. */
  public static final ScalarMetric LOSS =
      new ScalarMetric(
          "loss", "train/loss", "Mean loss of the updates since the last line.", "loss");

  /** Value of the replayed actions. */
  public static final ScalarMetric MEAN_VALUE =
      new ScalarMetric(
          "meanValue",
          "train/mean_value",
          "Mean value of the actions that these updates replayed.",
          "return");

  /** Exploration. */
  public static final ScalarMetric EPSILON =
      new ScalarMetric(
          "epsilon", "train/epsilon", "Exploration at the end of the period.", "probability");

  /** How full the replay memory is. */
  public static final ScalarMetric REPLAY_SIZE =
      new ScalarMetric("replaySize", "", "Transitions that can be sampled.", "transitions");

  /**
   * Metrics that every update gives: outputs of its graph by the names of their keys. Checkpoints
   * hold their sums in this order.
   */
  static final List<ScalarMetric> OF_UPDATES = List.of(LOSS, MEAN_VALUE);

  /** Keeps an ordered copy. */
  public TrainingMetrics {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Of updates and of what stands now.
   *
   * @param ofUpdates a value for each metric of the updates
   * @param epsilon exploration
   * @param replaySize transitions that can be sampled
   */
  static TrainingMetrics of(double[] ofUpdates, double epsilon, long replaySize) {
    Map<ScalarMetric, Number> values = new LinkedHashMap<>();
    for (int i = 0; i < ofUpdates.length; i++) {
      values.put(OF_UPDATES.get(i), ofUpdates[i]);
    }
    values.put(EPSILON, epsilon);
    values.put(REPLAY_SIZE, replaySize);
    return new TrainingMetrics(values);
  }

  /** A metric's value. */
  public double value(ScalarMetric metric) {
    return values.get(metric).doubleValue();
  }
}

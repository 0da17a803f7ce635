package dev.ductile.eval.run;

import java.util.Map;

/**
 * What a run's checkpoint remembers beyond the training itself.
 *
 * @param metricsBytes length of {@code metrics.jsonl}
 * @param metricsCrc32c its checksum; null in checkpoints of earlier versions
 * @param evaluations made so far
 * @param wallSeconds spent so far, in all processes of the run
 */
record RunBooks(long metricsBytes, Long metricsCrc32c, int evaluations, double wallSeconds) {
  /** Of a run that begins. */
  static final RunBooks NONE = new RunBooks(0, null, 0, 0);

  private static final String METRICS_BYTES = "metricsBytes";
  private static final String METRICS_CRC = "metricsCrc32c";
  private static final String EVALUATIONS = "evaluations";
  private static final String WALL_MILLISECONDS = "wallMilliseconds";

  /** Reads what {@link #toMap} gave. */
  static RunBooks of(Map<String, Long> saved) {
    return new RunBooks(
        saved.get(METRICS_BYTES),
        saved.get(METRICS_CRC),
        Math.toIntExact(saved.get(EVALUATIONS)),
        saved.get(WALL_MILLISECONDS) / 1e3);
  }

  /** Of a fork that begins: a log of its own, but the evaluations are counted on. */
  static RunBooks forked(RunBooks prefix, long metricsBytes, long metricsCrc32c) {
    return new RunBooks(metricsBytes, metricsCrc32c, prefix.evaluations(), 0);
  }

  /** By name, for the checkpoint. */
  Map<String, Long> toMap() {
    return Map.of(
        METRICS_BYTES,
        metricsBytes,
        METRICS_CRC,
        metricsCrc32c,
        EVALUATIONS,
        (long) evaluations,
        WALL_MILLISECONDS,
        (long) (wallSeconds * 1e3));
  }
}

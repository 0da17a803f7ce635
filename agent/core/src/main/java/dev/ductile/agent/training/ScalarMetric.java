package dev.ductile.agent.training;

/**
 * A number that a run tells of again and again, declared once.
 *
 * @param key its name in a line of {@code metrics.jsonl}
 * @param tag its curve in TensorBoard; empty if it has none
 * @param meaning in words
 * @param unit what it counts
 */
public record ScalarMetric(String key, String tag, String meaning, String unit) {
  /** Whether it is a curve in TensorBoard. */
  public boolean hasCurve() {
    return !tag.isEmpty();
  }
}

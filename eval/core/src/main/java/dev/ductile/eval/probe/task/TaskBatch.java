package dev.ductile.eval.probe.task;

/**
 * Samples of a task as an update is given them. Parts that the task does not use are zero.
 *
 * @param observations uint8 [B, H, W, channels]
 * @param nextObservations uint8 [B, H, W, channels]
 * @param actions labels, or actions of the bandit, [B]
 * @param returns targets, or rewards, [B]
 * @param discounts [B]
 */
public record TaskBatch(
    byte[] observations,
    byte[] nextObservations,
    int[] actions,
    float[] returns,
    float[] discounts) {
  /** All zero. */
  static TaskBatch zeros(int size, int imageBytes) {
    return new TaskBatch(
        new byte[size * imageBytes],
        new byte[size * imageBytes],
        new int[size],
        new float[size],
        new float[size]);
  }
}

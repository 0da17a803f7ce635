package dev.ductile.eval.sweep.definition;

/**
 * What a trial takes of the machine that it runs on.
 *
 * @param memoryBytes an estimate of the resident size of its process, replay memory filled
 * @param threads that compute at the same time
 * @param device as {@code run.device} names it: {@code cpu}, {@code gpu}, {@code gpu:N}, {@code
 *     auto}
 */
public record TrialDemand(long memoryBytes, int threads, String device) {
  /** The same where memory was not enough. */
  public TrialDemand withTwiceTheMemory() {
    return new TrialDemand(2 * memoryBytes, threads, device);
  }

  /** Whether it may compute on a GPU. */
  public boolean isForGpu() {
    return device.startsWith("gpu") || device.equals("auto");
  }
}

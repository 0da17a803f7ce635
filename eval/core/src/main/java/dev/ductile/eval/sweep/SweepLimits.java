package dev.ductile.eval.sweep;

import java.util.List;

/**
 * What a sweep may take of a machine.
 *
 * @param jobs trials that run together, 1 or more
 * @param retries further processes of a trial whose process ended early, 0 or more
 * @param memoryBytes what all trials that run together may take
 * @param gpus places for trials that compute on a GPU, each with the number of its card; a card
 *     that stands twice takes two trials. Empty: such trials choose for themselves
 */
public record SweepLimits(int jobs, int retries, long memoryBytes, List<String> gpus) {
  /** Keeps a copy. */
  public SweepLimits {
    gpus = List.copyOf(gpus);
  }

  /** Some jobs, with nothing retried and memory without end. */
  public static SweepLimits jobs(int jobs) {
    return new SweepLimits(jobs, 0, Long.MAX_VALUE, List.of());
  }

  /** The same with further processes where one ended early. */
  public SweepLimits retrying(int times) {
    return new SweepLimits(jobs, times, memoryBytes, gpus);
  }
}

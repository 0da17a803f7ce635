package dev.ductile.eval.sweep.cluster;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.sweep.definition.TrialDemand;

/**
 * What a trial asks a scheduler for.
 *
 * @param cores one for each thread that computes
 * @param memoryMegabytes what it takes, and what the process that starts it does
 * @param gpu whether it computes on a GPU
 */
public record TrialNeeds(int cores, long memoryMegabytes, boolean gpu) {
  /**
   * For the process that starts the trial's, and room: here a limit kills, where elsewhere memory
   * is only counted.
   */
  private static final long BESIDE_TRIAL_MEGABYTES = 1280;

  /** Trials whose needs differ by less are asked for together. */
  private static final long STEP_MEGABYTES = 256;

  /**
   * From what a trial takes of a machine.
   *
   * @throws ConfigurationException if it names a card, which is the scheduler's to give
   */
  public static TrialNeeds of(TrialDemand demand) {
    if (demand.device().startsWith("gpu:")) {
      throw new ConfigurationException(
          "run.device=" + demand.device() + " names a card, which a cluster chooses: use gpu");
    }
    long all = (demand.memoryBytes() >> 20) + 1 + BESIDE_TRIAL_MEGABYTES;
    long rounded = (all + STEP_MEGABYTES - 1) / STEP_MEGABYTES * STEP_MEGABYTES;
    return new TrialNeeds(demand.threads(), rounded, demand.device().equals("gpu"));
  }
}

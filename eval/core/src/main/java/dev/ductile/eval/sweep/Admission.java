package dev.ductile.eval.sweep;

import dev.ductile.eval.sweep.definition.TrialDemand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Lets trials begin when their memory fits beside those that run, and a place on a GPU is free for
 * those that compute on one. A trial that needs more memory than there is runs alone: the estimate
 * may be too careful, and the trial itself says so if not.
 */
final class Admission {
  /** A process sees only the cards that this variable names. */
  private static final String VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES";

  private final long budgetBytes;
  private final boolean placesGpus;
  private final Deque<String> freeGpus;
  private long usedBytes;
  private int running;

  /**
   * Leave to run, until it is given back.
   *
   * @param demand that was granted
   * @param gpu the card; empty if it was given none
   */
  record Pass(TrialDemand demand, Optional<String> gpu) {
    /** Variables for the trial's process. */
    Map<String, String> environment() {
      return gpu.map(card -> Map.of(VISIBLE_GPUS, card)).orElse(Map.of());
    }
  }

  Admission(SweepLimits limits) {
    this.budgetBytes = limits.memoryBytes();
    this.placesGpus = !limits.gpus().isEmpty();
    this.freeGpus = new ArrayDeque<>(limits.gpus());
  }

  /** Waits until a trial fits. */
  synchronized Pass enter(TrialDemand demand) throws InterruptedException {
    boolean needsGpu = placesGpus && demand.isForGpu();
    while (running > 0
        && (usedBytes + demand.memoryBytes() > budgetBytes || needsGpu && freeGpus.isEmpty())) {
      wait();
    }
    running++;
    usedBytes += demand.memoryBytes();
    return new Pass(demand, needsGpu ? Optional.of(freeGpus.pop()) : Optional.empty());
  }

  /** A trial that entered has ended. */
  synchronized void leave(Pass pass) {
    running--;
    usedBytes -= pass.demand().memoryBytes();
    pass.gpu().ifPresent(freeGpus::push);
    notifyAll();
  }
}

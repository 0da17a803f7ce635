package dev.ductile.replay;

import dev.ductile.replay.limits.MemoryNeed;
import java.util.Objects;

/**
 * How transitions are preferred, for proportional prioritization (Schaul et al. 2015): P(i) = (1 −
 * u) pᵢ^α / Σ p^α + u / N.
 *
 * @param priorityExponent α, 0…1; 1 where the priorities given already are what is proportional to
 *     the probability (Dopamine's √loss)
 * @param scheme how the draws of a batch are spread
 * @param uniformShare u, 0…1: share of draws made uniformly (dqn_zoo: 1e-3; others 0)
 * @param newPriority priority of transitions not sampled yet
 * @param initialPriority first maximum, or the fixed priority; before the exponent, positive
 */
public record PrioritizedConfig(
    double priorityExponent,
    StratumScheme scheme,
    double uniformShare,
    NewPriority newPriority,
    double initialPriority) {

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException if a value is out of range, naming it
   */
  public PrioritizedConfig {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(newPriority, "newPriority");
    requireUnit("priorityExponent", priorityExponent);
    requireUnit("uniformShare", uniformShare);
    if (!(initialPriority > 0 && initialPriority <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "initialPriority must be positive and finite, was " + initialPriority);
    }
  }

  /**
   * The exact memory that a prioritized replay allocates when full, frames uncompressed.
   *
   * @param config the rest of the configuration
   * @return bytes off-heap and on-heap
   */
  public MemoryNeed memoryNeed(ReplayConfig config) {
    MemoryNeed uniform = config.memoryNeed();
    return new MemoryNeed(
        uniform.frameStoreBytes(),
        uniform.metadataBytes() + SumTree.bytesFor(config.entries()),
        uniform.entries(),
        uniform.bytesPerFrame());
  }

  private static void requireUnit(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in 0…1, was " + value);
    }
  }
}

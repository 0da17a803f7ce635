package dev.ductile.replay;

import dev.ductile.replay.limits.ReplayMemoryException;
import dev.ductile.replay.store.FrameStore;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Prioritized replay memory (Schaul et al. 2015, proportional variant). Differs from {@link
 * UniformReplay} in the choice of transitions and their weights only.
 *
 * <p>Schedules of β belong to the caller, and so does what a priority is: clipped cross-entropy,
 * absolute TD error, or √(loss + 1e-10).
 */
public final class PrioritizedReplay extends ReplayMemory {
  private final PrioritizedConfig prioritizedConfig;
  private final PriorityTable priorities;
  private final UniformSelector uniform;

  /**
   * An empty memory with uncompressed frames.
   *
   * @param config what it holds
   * @param prioritizedConfig how transitions are preferred
   * @throws ReplayMemoryException if the full memory would not fit, with the bytes needed and there
   */
  public PrioritizedReplay(ReplayConfig config, PrioritizedConfig prioritizedConfig) {
    this(config, prioritizedConfig, FrameStorage.raw());
  }

  /**
   * An empty memory.
   *
   * @param config what it holds
   * @param prioritizedConfig how transitions are preferred
   * @param storage how frames are kept
   * @throws ReplayMemoryException if the full memory would not fit, with the bytes needed and there
   */
  public PrioritizedReplay(
      ReplayConfig config, PrioritizedConfig prioritizedConfig, FrameStorage storage) {
    this(
        config,
        prioritizedConfig,
        storage.open(config, prioritizedConfig.memoryNeed(config)),
        new PriorityTable(prioritizedConfig, config.entries()));
  }

  private PrioritizedReplay(
      ReplayConfig config,
      PrioritizedConfig prioritizedConfig,
      FrameStore frames,
      PriorityTable priorities) {
    super(config, frames, priorities);
    this.prioritizedConfig = prioritizedConfig;
    this.priorities = priorities;
    this.uniform = new UniformSelector(config, ring, sampleable, AgeWeights.NONE);
  }

  /** {@inheritDoc} Weights are (N · P(i))^−β divided by the batch's largest. */
  @Override
  public void sample(UniformRandomProvider random, double importanceExponent, ReplayBatch batch) {
    if (!(importanceExponent >= 0 && importanceExponent <= 1)) {
      throw new IllegalArgumentException(
          "importanceExponent must be in 0…1, was " + importanceExponent);
    }
    requireSampleable(batch);
    double total = priorities.total();
    // With every priority 0 there is nothing to prefer.
    double share = total > 0 ? prioritizedConfig.uniformShare() : 1;
    int[] positions = batch.scratchPositions();
    double[] scratch = batch.scratchValues();
    draw(random, share, total, batch);
    priorities.findAll(scratch, positions, batch.batchSize());
    double largest = 0;
    for (int row = 0; row < batch.batchSize(); row++) {
      batch.indices()[row] = ring.indexAt(positions[row]);
      double preferred = total > 0 ? (1 - share) * priorities.get(positions[row]) / total : 0;
      double probability = preferred + share / size();
      scratch[row] = Math.pow(size() * probability, -importanceExponent);
      largest = Math.max(largest, scratch[row]);
    }
    for (int row = 0; row < batch.batchSize(); row++) {
      batch.weights().putFloat(row * Float.BYTES, (float) (scratch[row] / largest));
    }
    readRows(batch);
  }

  /** A position for each uniform draw; −1 and a target on the cumulative priorities for others. */
  private void draw(UniformRandomProvider random, double share, double total, ReplayBatch batch) {
    boolean stratified = prioritizedConfig.scheme() == StratumScheme.STRATIFIED;
    int rows = batch.batchSize();
    for (int row = 0; row < rows; row++) {
      if (share > 0 && random.nextDouble() < share) {
        batch.scratchPositions()[row] = uniform.draw(random);
      } else {
        double u = random.nextDouble();
        batch.scratchPositions()[row] = -1;
        batch.scratchValues()[row] = total * (stratified ? (row + u) / rows : u);
      }
    }
  }

  @Override
  public int updatePriorities(long[] indices, FloatBuffer newPriorities) {
    requireOpen();
    if (newPriorities.limit() < indices.length) {
      throw new IllegalArgumentException(
          indices.length + " indices but " + newPriorities.limit() + " priorities");
    }
    for (int row = 0; row < indices.length; row++) {
      float priority = newPriorities.get(row);
      if (!(priority >= 0 && priority <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "priority " + row + " must be finite and not negative, was " + priority);
      }
    }
    int overwritten = 0;
    for (int row = 0; row < indices.length; row++) {
      if (isSampleable(indices[row])) {
        priorities.update(ring.positionOf(indices[row]), newPriorities.get(row));
      } else {
        overwritten++;
      }
    }
    return overwritten;
  }

  /**
   * The priority of a transition, after the exponent.
   *
   * @param index name of the transition
   * @return priority; 0 if the transition cannot be sampled
   */
  public double priority(long index) {
    return isSampleable(index) ? priorities.get(ring.positionOf(index)) : 0;
  }

  /**
   * Sum of all priorities after the exponent, exact to the rounding of one summation.
   *
   * @return total
   */
  public double totalPriority() {
    return priorities.total();
  }

  /**
   * The largest priority ever given, before the exponent; part of the saved state.
   *
   * @return maximum, at least the initial priority
   */
  public double maximumPrioritySeen() {
    return priorities.maximumSeen();
  }

  /**
   * How transitions are preferred.
   *
   * @return the configuration
   */
  public PrioritizedConfig prioritizedConfig() {
    return prioritizedConfig;
  }
}

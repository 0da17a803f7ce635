package dev.ductile.replay;

import dev.ductile.replay.limits.ReplayMemoryException;
import dev.ductile.replay.store.FrameStore;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Uniform replay memory (Mnih et al. 2015): every sampleable transition is equally likely, drawn
 * with replacement; or likelier the younger it is.
 */
public final class UniformReplay extends ReplayMemory {
  private final UniformSelector selector;

  /**
   * An empty memory with uncompressed frames. They are allocated as they come; whether all will fit
   * is checked here.
   *
   * @param config what it holds
   * @throws ReplayMemoryException if the full memory would not fit, with the bytes needed and there
   */
  public UniformReplay(ReplayConfig config) {
    this(config, FrameStorage.raw());
  }

  /**
   * An empty memory.
   *
   * @param config what it holds
   * @param storage how frames are kept
   * @throws ReplayMemoryException if the full memory would not fit, with the bytes needed and there
   */
  public UniformReplay(ReplayConfig config, FrameStorage storage) {
    this(config, AgeWeights.NONE, storage);
  }

  /**
   * An empty memory that prefers young transitions.
   *
   * @param config what it holds
   * @param weights how much
   * @param storage how frames are kept
   * @throws ReplayMemoryException if the full memory would not fit, with the bytes needed and there
   */
  public UniformReplay(ReplayConfig config, AgeWeights weights, FrameStorage storage) {
    this(config, weights, storage.open(config, config.memoryNeed()));
  }

  UniformReplay(ReplayConfig config, FrameStore frames) {
    this(config, AgeWeights.NONE, frames);
  }

  private UniformReplay(ReplayConfig config, AgeWeights weights, FrameStore frames) {
    super(config, frames, SelectionState.UNIFORM);
    this.selector = new UniformSelector(config, ring, sampleable, weights);
  }

  /** {@inheritDoc} Weights are 1 whatever β. */
  @Override
  public void sample(UniformRandomProvider random, double importanceExponent, ReplayBatch batch) {
    requireSampleable(batch);
    for (int row = 0; row < batch.batchSize(); row++) {
      batch.indices()[row] = ring.indexAt(selector.draw(random));
      batch.weights().putFloat(row * Float.BYTES, 1f);
    }
    readRows(batch);
  }

  @Override
  public int updatePriorities(long[] indices, FloatBuffer newPriorities) {
    return 0;
  }
}

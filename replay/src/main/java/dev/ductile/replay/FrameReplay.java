package dev.ductile.replay;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Uniform replay memory (Mnih et al. 2015): every sampleable transition is equally likely, drawn
 * with replacement.
 */
public final class FrameReplay extends ReplayMemory {
  /**
   * Rejections before an exact search: the share of entries that cannot be sampled is tiny in
   * practice, but not in every legal history.
   */
  private static final int MAX_REJECTIONS = 64;

  /**
   * An empty memory. Frames are allocated as they come; whether all will fit is checked here.
   *
   * @param config what it holds
   * @throws ReplayMemoryException if the full memory would not fit, with the bytes needed and there
   */
  public FrameReplay(ReplayConfig config) {
    this(config, RawFrameStore.DEFAULT_CHUNK_BYTES);
  }

  /** For tests: frames in chunks of at most {@code chunkBytes}. */
  FrameReplay(ReplayConfig config, int chunkBytes) {
    super(
        config,
        new RawFrameStore(config.entries(), config.frameBytes(), chunkBytes),
        SampleableListener.NONE);
  }

  /**
   * Draws a batch, uniformly and with replacement.
   *
   * @param random source of randomness; the draw depends on nothing else
   * @param batch filled in place; weights are 1
   * @throws IllegalStateException if nothing can be sampled yet, or after close
   * @throws IllegalArgumentException if the batch has another shape
   */
  public void sample(UniformRandomProvider random, ReplayBatch batch) {
    requireSampleable(batch);
    int longest = 0;
    for (int slot = 0; slot < config().slots(); slot++) {
      longest = Math.max(longest, ring.filled(slot));
    }
    for (int row = 0; row < batch.batchSize(); row++) {
      batch.indices()[row] = indexAt(draw(random, longest));
      batch.weights().putFloat(row * Float.BYTES, 1f);
    }
    readRows(batch);
  }

  /** A sampleable array position: rejection from all filled ones, then an exact search. */
  private int draw(UniformRandomProvider random, int longest) {
    int slotCapacity = config().slotCapacity();
    long bound = (long) config().slots() * longest;
    for (int i = 0; i < MAX_REJECTIONS; i++) {
      long drawn = random.nextLong(bound);
      int slot = (int) (drawn / longest);
      int position = slot * slotCapacity + (int) (drawn - (long) slot * longest);
      if (ring.isSampleable(position)) {
        return position;
      }
    }
    return nthSampleable(random.nextLong(ring.sampleableCount()));
  }

  private int nthSampleable(long n) {
    long left = n;
    for (int position = 0; ; position++) {
      if (ring.isSampleable(position) && left-- == 0) {
        return position;
      }
    }
  }
}

package dev.ductile.replay;

import org.apache.commons.rng.UniformRandomProvider;

/** Draws sampleable entries uniformly, or by their age. */
final class UniformSelector {
  /**
   * Rejections before an exact search: the share of entries that cannot be sampled is tiny in
   * practice, but not in every legal history.
   */
  private static final int MAX_REJECTIONS = 64;

  private final TransitionRing ring;
  private final SampleableSet sampleable;
  private final AgeWeights weights;
  private final int slots;
  private final int slotCapacity;

  UniformSelector(
      ReplayConfig config, TransitionRing ring, SampleableSet sampleable, AgeWeights weights) {
    this.ring = ring;
    this.sampleable = sampleable;
    this.weights = weights;
    this.slots = config.slots();
    this.slotCapacity = config.slotCapacity();
  }

  /** A sampleable array position; there must be one. */
  int draw(UniformRandomProvider random) {
    int position = drawAny(random);
    // Weights are at most 1: what is kept with their chance is drawn in proportion to them.
    while (!weights.none() && random.nextDouble() >= weights.of(age(position))) {
      position = drawAny(random);
    }
    return position;
  }

  private long age(int position) {
    return ring.head(position / slotCapacity) - ring.indexAt(position) / slots;
  }

  private int drawAny(UniformRandomProvider random) {
    int longest = 0;
    for (int slot = 0; slot < slots; slot++) {
      longest = Math.max(longest, ring.filled(slot));
    }
    long bound = (long) slots * longest;
    for (int i = 0; i < MAX_REJECTIONS; i++) {
      long drawn = random.nextLong(bound);
      int slot = (int) (drawn / longest);
      int position = slot * slotCapacity + (int) (drawn - (long) slot * longest);
      if (ring.isSampleable(position)) {
        return position;
      }
    }
    return nthSampleable(random.nextLong(sampleable.count()));
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

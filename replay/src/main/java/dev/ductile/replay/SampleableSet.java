package dev.ductile.replay;

/**
 * The exact set of entries that may be sampled, kept up to date at a fixed cost an append: an
 * append can change only the entries whose stack it overwrites and the n before it.
 */
final class SampleableSet {
  private final TransitionRing ring;
  private final WindowRules rules;
  private final int stackSize;
  private final int nStep;
  private final SelectionState selection;
  private long count;

  SampleableSet(
      ReplayConfig config, TransitionRing ring, WindowRules rules, SelectionState selection) {
    this.ring = ring;
    this.rules = rules;
    this.stackSize = config.stackSize();
    this.nStep = config.nStep();
    this.selection = selection;
  }

  long count() {
    return count;
  }

  /** Refuses to sample from nothing. */
  void requireAny(long added) {
    if (count == 0) {
      throw new IllegalStateException(
          "nothing can be sampled yet: "
              + added
              + " steps appended, a transition needs "
              + nStep
              + " of them and its successor; append more before sampling");
    }
  }

  /** Before an entry is added: what it overwrites can no longer be sampled. */
  void beforeAdd(int slot) {
    mark(ring.nextPosition(slot), false);
  }

  /** After an entry was added. */
  void afterAdd(int slot) {
    long head = ring.head(slot);
    long oldest = ring.oldest(slot);
    if (oldest > 0) {
      for (long s = oldest; s < Math.min(head, oldest + stackSize - 1); s++) {
        mark(ring.position(slot, s), rules.isSampleable(slot, s));
      }
    }
    for (long s = Math.max(oldest, head - 1 - nStep); s < head; s++) {
      mark(ring.position(slot, s), rules.isSampleable(slot, s));
    }
  }

  private void mark(int position, boolean sampleable) {
    if (sampleable != ring.isSampleable(position)) {
      ring.flipSampleable(position);
      count += sampleable ? 1 : -1;
      selection.changed(position, sampleable);
    }
  }

  /** Finds the set from nothing after a restore, without telling the selection. */
  void rebuild() {
    count = 0;
    for (int slot = 0; slot < ring.slots(); slot++) {
      for (long s = ring.oldest(slot); s < ring.head(slot); s++) {
        if (rules.isSampleable(slot, s)) {
          ring.flipSampleable(ring.position(slot, s));
          count++;
        }
      }
    }
  }

  void checkInvariants() {
    long counted = 0;
    for (int slot = 0; slot < ring.slots(); slot++) {
      for (long s = ring.oldest(slot); s < ring.head(slot); s++) {
        boolean expected = rules.isSampleable(slot, s);
        if (ring.isSampleable(ring.position(slot, s)) != expected) {
          throw new IllegalStateException(
              "slot " + slot + ", entry " + s + ": marked sampleable=" + !expected);
        }
        counted += expected ? 1 : 0;
      }
    }
    if (counted != count) {
      throw new IllegalStateException(
          "counted " + counted + " sampleable entries, recorded " + count);
    }
  }
}

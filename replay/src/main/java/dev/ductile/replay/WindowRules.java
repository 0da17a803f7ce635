package dev.ductile.replay;

/**
 * The definition of stacks, n-step windows and of what may be sampled, from an entry's flags alone.
 *
 * <p>An entry may be sampled when its whole frame stack is present and its n-step window is
 * complete:
 *
 * <ul>
 *   <li>the window ends at the first terminated entry (nothing to bootstrap from), or
 *   <li>at the first truncated entry, if the frame that followed it was given, or
 *   <li>after n entries, if the entry after them is of the same episode and present.
 * </ul>
 */
final class WindowRules {
  private final TransitionRing ring;
  private final int stackSize;
  private final int nStep;

  WindowRules(ReplayConfig config, TransitionRing ring) {
    this.ring = ring;
    this.stackSize = config.stackSize();
    this.nStep = config.nStep();
  }

  boolean isSampleable(int slot, long sequence) {
    return !ring.has(slot, sequence, TransitionRing.FINAL)
        && hasWholeStack(slot, sequence)
        && windowLength(slot, sequence) > 0;
  }

  private boolean hasWholeStack(int slot, long sequence) {
    int depth = stackDepth(slot, sequence);
    return depth == stackSize || ring.has(slot, sequence - depth + 1, TransitionRing.FIRST);
  }

  /** Frames of the stack ending at {@code sequence} that are of its episode and present. */
  int stackDepth(int slot, long sequence) {
    long oldest = ring.oldest(slot);
    int depth = 1;
    while (depth < stackSize
        && sequence - depth >= oldest
        && !ring.has(slot, sequence - depth + 1, TransitionRing.FIRST)) {
      depth++;
    }
    return depth;
  }

  /** Transitions in the n-step window that starts at {@code sequence}; 0 if it is incomplete. */
  int windowLength(int slot, long sequence) {
    long head = ring.head(slot);
    for (int k = 0; k < nStep; k++) {
      long s = sequence + k;
      if (s >= head || (k > 0 && ring.has(slot, s, TransitionRing.FIRST))) {
        return 0;
      }
      if (ring.has(slot, s, TransitionRing.TERMINATED)) {
        return k + 1;
      }
      if (ring.has(slot, s, TransitionRing.TRUNCATED)) {
        return s + 1 < head && ring.has(slot, s + 1, TransitionRing.FINAL) ? k + 1 : 0;
      }
    }
    long successor = sequence + nStep;
    return successor < head && !ring.has(slot, successor, TransitionRing.FIRST) ? nStep : 0;
  }
}

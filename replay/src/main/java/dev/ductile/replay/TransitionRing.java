package dev.ductile.replay;

/**
 * Everything about transitions but their frames: one ring of entries a slot, each with action,
 * reward and flags, and the exact set of entries that may be sampled.
 *
 * <p>An entry is named by its slot and its sequence number, which counts the slot's entries from 0
 * and never repeats; its <em>position</em> in the arrays does. An entry is sampleable when its
 * whole frame stack is present and its n-step window is complete:
 *
 * <ul>
 *   <li>the window ends at the first terminated entry (nothing to bootstrap from), or
 *   <li>at the first truncated entry, if the frame that followed it was given, or
 *   <li>after n entries, if the entry after them is of the same episode and present.
 * </ul>
 *
 * An append can change this only for the entries whose stack it overwrites and for the n before it,
 * so the set is kept up to date at a fixed cost an append.
 */
final class TransitionRing {
  /** Action, reward, flags. */
  static final int BYTES_PER_ENTRY = 1 + Float.BYTES + 1;

  /** Actions are stored as unsigned bytes. */
  static final int MAX_ACTION = 255;

  private static final int FIRST = 1;
  private static final int TERMINATED = 2;
  private static final int TRUNCATED = 4;

  /** The frame after a truncated step: successor only, never a start. */
  private static final int FINAL = 8;

  private static final int SAMPLEABLE = 16;

  private final int slots;
  private final int capacity;
  private final int stackSize;
  private final int nStep;
  private final SampleableListener listener;

  private final byte[] actions;
  private final float[] rewards;
  private final byte[] flags;

  /** Sequence number of the next entry, a slot. */
  private final long[] heads;

  /** Position (within the slot) of the next entry. */
  private final int[] headPositions;

  private long sampleableCount;

  TransitionRing(ReplayConfig config, SampleableListener listener) {
    this.slots = config.slots();
    this.capacity = config.slotCapacity();
    this.stackSize = config.stackSize();
    this.nStep = config.nStep();
    this.listener = listener;
    this.actions = new byte[config.entries()];
    this.rewards = new float[config.entries()];
    this.flags = new byte[config.entries()];
    this.heads = new long[slots];
    this.headPositions = new int[slots];
  }

  /** Array position that the next entry of {@code slot} will get. */
  int nextPosition(int slot) {
    return slot * capacity + headPositions[slot];
  }

  void add(
      int slot, boolean first, int action, float reward, boolean terminated, boolean truncated) {
    int bits = (first ? FIRST : 0) | (terminated ? TERMINATED : 0) | (truncated ? TRUNCATED : 0);
    add(slot, action, reward, bits);
  }

  void addFinalFrame(int slot) {
    add(slot, 0, 0f, FINAL);
  }

  private void add(int slot, int action, float reward, int bits) {
    int position = nextPosition(slot);
    mark(position, false);
    actions[position] = (byte) action;
    rewards[position] = reward;
    flags[position] = (byte) bits;
    int next = headPositions[slot] + 1;
    headPositions[slot] = next == capacity ? 0 : next;
    long head = ++heads[slot];

    long oldest = oldest(slot);
    if (oldest > 0) {
      for (long s = oldest; s < Math.min(head, oldest + stackSize - 1); s++) {
        refresh(slot, s);
      }
    }
    for (long s = Math.max(oldest, head - 1 - nStep); s < head; s++) {
      refresh(slot, s);
    }
  }

  private void refresh(int slot, long sequence) {
    mark(position(slot, sequence), computeSampleable(slot, sequence));
  }

  private void mark(int position, boolean sampleable) {
    if (sampleable != isSampleable(position)) {
      flags[position] ^= SAMPLEABLE;
      sampleableCount += sampleable ? 1 : -1;
      listener.changed(position, sampleable);
    }
  }

  /** The definition itself, from the other flags alone. */
  private boolean computeSampleable(int slot, long sequence) {
    return !has(slot, sequence, FINAL)
        && hasWholeStack(slot, sequence)
        && windowLength(slot, sequence) > 0;
  }

  private boolean hasWholeStack(int slot, long sequence) {
    int depth = stackDepth(slot, sequence);
    return depth == stackSize || has(slot, sequence - depth + 1, FIRST);
  }

  /** Frames of the stack ending at {@code sequence} that are of its episode and present. */
  int stackDepth(int slot, long sequence) {
    long oldest = oldest(slot);
    int depth = 1;
    while (depth < stackSize
        && sequence - depth >= oldest
        && !has(slot, sequence - depth + 1, FIRST)) {
      depth++;
    }
    return depth;
  }

  /** Transitions in the n-step window that starts at {@code sequence}; 0 if it is incomplete. */
  int windowLength(int slot, long sequence) {
    long head = heads[slot];
    for (int k = 0; k < nStep; k++) {
      long s = sequence + k;
      if (s >= head || (k > 0 && has(slot, s, FIRST))) {
        return 0;
      }
      if (has(slot, s, TERMINATED)) {
        return k + 1;
      }
      if (has(slot, s, TRUNCATED)) {
        return s + 1 < head && has(slot, s + 1, FINAL) ? k + 1 : 0;
      }
    }
    long successor = sequence + nStep;
    return successor < head && !has(slot, successor, FIRST) ? nStep : 0;
  }

  boolean isTerminated(int slot, long sequence) {
    return has(slot, sequence, TERMINATED);
  }

  int action(int slot, long sequence) {
    return actions[position(slot, sequence)] & 0xff;
  }

  float reward(int slot, long sequence) {
    return rewards[position(slot, sequence)];
  }

  /** Whether the entry at an array position may be sampled. */
  boolean isSampleable(int position) {
    return (flags[position] & SAMPLEABLE) != 0;
  }

  /** Whether a named entry is still present and may be sampled. */
  boolean isSampleable(int slot, long sequence) {
    return sequence >= oldest(slot)
        && sequence < heads[slot]
        && isSampleable(position(slot, sequence));
  }

  long sampleableCount() {
    return sampleableCount;
  }

  /** Sequence number of the oldest entry that is present. */
  long oldest(int slot) {
    return Math.max(0, heads[slot] - capacity);
  }

  /** Entries ever added to {@code slot}. */
  long head(int slot) {
    return heads[slot];
  }

  /** Entries present in {@code slot}. */
  int filled(int slot) {
    return (int) Math.min(heads[slot], capacity);
  }

  /** Array position of an entry that is present. */
  int position(int slot, long sequence) {
    int p = headPositions[slot] - (int) (heads[slot] - sequence);
    return slot * capacity + (p < 0 ? p + capacity : p);
  }

  /** Sequence number of the entry at a filled array position. */
  long sequenceAt(int position) {
    int slot = position / capacity;
    int behind = headPositions[slot] - (position - slot * capacity);
    return heads[slot] - (behind <= 0 ? behind + capacity : behind);
  }

  private boolean has(int slot, long sequence, int bit) {
    return (flags[position(slot, sequence)] & bit) != 0;
  }

  /** Recomputes the sampleable set from nothing and compares. */
  void checkInvariants() {
    long count = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (headPositions[slot] != heads[slot] % capacity) {
        throw new IllegalStateException("slot " + slot + ": head position and count disagree");
      }
      for (long s = oldest(slot); s < heads[slot]; s++) {
        int position = position(slot, s);
        boolean expected = computeSampleable(slot, s);
        if (sequenceAt(position) != s || isSampleable(position) != expected) {
          throw new IllegalStateException(
              "slot " + slot + ", entry " + s + ": marked sampleable=" + !expected);
        }
        count += expected ? 1 : 0;
      }
    }
    if (count != sampleableCount) {
      throw new IllegalStateException(
          "counted " + count + " sampleable entries, recorded " + sampleableCount);
    }
  }
}

package dev.ductile.replay;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Everything about transitions but their frames: one ring of entries a slot, each with action,
 * reward and flags.
 *
 * <p>An entry is named by its slot and its sequence number, which counts the slot's entries from 0
 * and never repeats; its <em>position</em> in the arrays does. Outside the package both are one
 * number, the index {@code sequence × slots + slot}.
 */
final class TransitionRing {
  /** Action, reward, flags. */
  static final int BYTES_PER_ENTRY = 1 + Float.BYTES + 1;

  /** Actions are stored as unsigned bytes. */
  static final int MAX_ACTION = 255;

  static final int FIRST = 1;
  static final int TERMINATED = 2;
  static final int TRUNCATED = 4;

  /** The frame after a truncated step: successor only, never a start. */
  static final int FINAL = 8;

  /** Kept by {@link SampleableSet}; follows from the flags above. */
  static final int SAMPLEABLE = 16;

  /** While restoring: announced but not read yet. */
  private static final int UNREAD = 32;

  private static final int SAVED = FIRST | TERMINATED | TRUNCATED | FINAL;

  private final int slots;
  private final int capacity;
  private final byte[] actions;
  private final float[] rewards;
  private final byte[] flags;

  /** Sequence number of the next entry, a slot. */
  private final long[] heads;

  /** Position (within the slot) of the next entry: {@code head mod capacity} without dividing. */
  private final int[] headPositions;

  TransitionRing(ReplayConfig config) {
    this.slots = config.slots();
    this.capacity = config.slotCapacity();
    this.actions = new byte[config.entries()];
    this.rewards = new float[config.entries()];
    this.flags = new byte[config.entries()];
    this.heads = new long[slots];
    this.headPositions = new int[slots];
  }

  int slots() {
    return slots;
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
    actions[position] = (byte) action;
    rewards[position] = reward;
    flags[position] = (byte) bits;
    int next = headPositions[slot] + 1;
    headPositions[slot] = next == capacity ? 0 : next;
    heads[slot]++;
  }

  int action(int slot, long sequence) {
    return actions[position(slot, sequence)] & 0xff;
  }

  float reward(int slot, long sequence) {
    return rewards[position(slot, sequence)];
  }

  boolean has(int slot, long sequence, int bit) {
    return (flags[position(slot, sequence)] & bit) != 0;
  }

  /** Whether the entry at an array position may be sampled. */
  boolean isSampleable(int position) {
    return (flags[position] & SAMPLEABLE) != 0;
  }

  /** Whether the entry with an index is still present and may be sampled. */
  boolean isSampleableIndex(long index) {
    if (index < 0) {
      return false;
    }
    int slot = (int) (index % slots);
    long sequence = index / slots;
    return sequence >= oldest(slot)
        && sequence < heads[slot]
        && isSampleable(position(slot, sequence));
  }

  void flipSampleable(int position) {
    flags[position] ^= SAMPLEABLE;
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

  /** Array position of an entry that is present. */
  int positionOf(long index) {
    return position((int) (index % slots), index / slots);
  }

  /** Index of the entry at a filled array position. */
  long indexAt(int position) {
    int slot = position / capacity;
    int behind = headPositions[slot] - (position - slot * capacity);
    long sequence = heads[slot] - (behind <= 0 ? behind + capacity : behind);
    return sequence * slots + slot;
  }

  /** As {@link #position}, from nothing that changes: safe while another thread appends. */
  int fixedPosition(int slot, long sequence) {
    return slot * capacity + (int) (sequence % capacity);
  }

  /** Writes flags, action and reward of an entry that is present. */
  void exportEntry(int slot, long sequence, ByteBuffer out) {
    int position = fixedPosition(slot, sequence);
    out.put((byte) (flags[position] & SAVED));
    out.put(actions[position]);
    out.putFloat(rewards[position]);
  }

  /** Reads what {@link #exportEntry} wrote. */
  void importEntry(int slot, long sequence, ByteBuffer in) throws IOException {
    int bits = in.get();
    byte action = in.get();
    float reward = in.getFloat();
    if ((bits & ~SAVED) != 0 || !Float.isFinite(reward)) {
      throw new IOException("damaged replay entry: slot " + slot + ", entry " + sequence);
    }
    int position = fixedPosition(slot, sequence);
    flags[position] = (byte) bits;
    actions[position] = action;
    rewards[position] = reward;
  }

  /** Starts restoring a slot of an empty ring: its entries are announced and must be read. */
  void restoreHead(int slot, long head) {
    heads[slot] = head;
    headPositions[slot] = (int) (head % capacity);
    for (long s = oldest(slot); s < head; s++) {
      flags[position(slot, s)] = UNREAD;
    }
  }

  /** Every announced entry must have been read. */
  void requireAllRead() {
    for (int slot = 0; slot < slots; slot++) {
      for (long s = oldest(slot); s < heads[slot]; s++) {
        if (has(slot, s, UNREAD)) {
          throw new IllegalStateException(
              "slot " + slot + ": entry " + s + " is missing from the saved replay memory");
        }
      }
    }
  }

  void checkInvariants() {
    for (int slot = 0; slot < slots; slot++) {
      for (long s = oldest(slot); s < heads[slot]; s++) {
        int position = position(slot, s);
        if (position != fixedPosition(slot, s) || indexAt(position) != s * slots + slot) {
          throw new IllegalStateException("slot " + slot + ": position of entry " + s + " is off");
        }
      }
    }
  }
}

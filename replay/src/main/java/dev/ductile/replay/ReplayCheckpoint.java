package dev.ductile.replay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Saves and restores a memory, incrementally. Entries never change once appended, and each slot
 * counts its own from 0 without reuse, so what is new since a checkpoint is a range of sequence
 * numbers: {@code [endSequence then, endSequence now)}. Files, hashes and retention belong to the
 * caller.
 *
 * <p>Saving: {@link #writeState} (small: counters, and 8 bytes an entry of priorities), then {@link
 * #writeEntries} for the ranges that earlier checkpoints do not hold. Entries written earlier are
 * dropped from storage when they fall below {@link #firstSequence}.
 *
 * <p>Restoring into an empty memory of the same configuration: {@link #readState}, {@link
 * #readEntries} for every slot's {@code [firstSequence, endSequence)}, in any order, then {@link
 * #finishRestore}. Until then the memory refuses everything else. Storage (raw or compressed) may
 * differ between the two. After a failure close the memory and start again with a new one.
 *
 * <p>{@link #writeEntries} may run on another thread while training goes on, as long as training
 * appends fewer entries to the slot than {@code slotCapacity − (endSequence − from)}: it checks
 * this when it has finished and fails if it was overtaken. One view serves one thread.
 */
public final class ReplayCheckpoint {
  private final ReplayMemory memory;
  private final EntryStream entries;

  ReplayCheckpoint(ReplayMemory memory, EntryStream entries) {
    this.memory = memory;
    this.entries = entries;
  }

  /**
   * Sequence number of the oldest entry that a slot still holds.
   *
   * @param slot {@code 0…slots−1}
   * @return sequence number
   */
  public long firstSequence(int slot) {
    return memory.ring.oldest(slot);
  }

  /**
   * Sequence number that the next entry of a slot will get.
   *
   * @param slot {@code 0…slots−1}
   * @return sequence number
   */
  public long endSequence(int slot) {
    return memory.ring.head(slot);
  }

  /**
   * Writes everything but the entries.
   *
   * @param out destination
   * @throws IOException if writing fails
   * @throws IllegalStateException if the memory is closed or being restored
   */
  public void writeState(DataOutput out) throws IOException {
    memory.writeState(out);
  }

  /**
   * Reads what {@link #writeState} wrote, into an empty memory.
   *
   * @param in source
   * @throws IOException if reading fails or the bytes are damaged
   * @throws IllegalArgumentException if the state belongs to another configuration; names the keys
   * @throws IllegalStateException if the memory is not empty
   */
  public void readState(DataInput in) throws IOException {
    memory.readState(in);
  }

  /**
   * Writes a range of a slot's entries with their frames: {@code 6 + frameBytes} bytes an entry,
   * the same whatever the storage.
   *
   * @param slot {@code 0…slots−1}
   * @param from first sequence number, at least {@link #firstSequence}
   * @param to end of the range, at most {@link #endSequence}
   * @param out destination, blocking
   * @throws IOException if writing fails
   * @throws IllegalArgumentException if the range is not held
   * @throws IllegalStateException if entries of the range were overwritten while writing
   */
  public void writeEntries(int slot, long from, long to, WritableByteChannel out)
      throws IOException {
    requireHeld(slot, from, to);
    entries.write(slot, from, to, out);
    VarHandle.acquireFence();
    if (from < to && from < firstSequence(slot)) {
      throw new IllegalStateException(
          "slot "
              + slot
              + ": entries from "
              + from
              + " on were overwritten while they were saved; the oldest is now "
              + firstSequence(slot));
    }
  }

  /**
   * Reads what {@link #writeEntries} wrote for the same range. Its entries below {@link
   * #firstSequence} are read over.
   *
   * @param slot {@code 0…slots−1}
   * @param from first sequence number
   * @param to end of the range, at most {@link #endSequence}
   * @param in source, blocking
   * @throws IOException if reading fails, or the bytes end early or are damaged
   * @throws IllegalArgumentException if the range is not one that the state announced
   * @throws IllegalStateException if {@link #readState} has not been called
   */
  public void readEntries(int slot, long from, long to, ReadableByteChannel in) throws IOException {
    if (!memory.restoring()) {
      throw new IllegalStateException("call readState before readEntries");
    }
    requireHeld(slot, Math.max(from, Math.min(to, firstSequence(slot))), to);
    entries.read(slot, from, to, in);
  }

  /**
   * Ends a restore and checks every invariant.
   *
   * @throws IllegalStateException if an entry is missing or the state contradicts the entries
   */
  public void finishRestore() {
    memory.finishRestore();
  }

  private void requireHeld(int slot, long from, long to) {
    if (slot < 0
        || slot >= memory.config().slots()
        || from < firstSequence(slot)
        || from > to
        || to > endSequence(slot)) {
      String held =
          slot < 0 || slot >= memory.config().slots()
              ? "there are " + memory.config().slots() + " slots"
              : "held are " + firstSequence(slot) + "…" + (endSequence(slot) - 1);
      throw new IllegalArgumentException(
          "slot " + slot + ", entries " + from + "…" + (to - 1) + ": " + held);
    }
  }
}

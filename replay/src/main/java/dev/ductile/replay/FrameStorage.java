package dev.ductile.replay;

import dev.ductile.replay.limits.MemoryLimits;
import dev.ductile.replay.limits.MemoryNeed;
import dev.ductile.replay.limits.ReplayMemoryException;
import dev.ductile.replay.store.FrameStore;
import dev.ductile.replay.store.Lz4FrameStore;
import dev.ductile.replay.store.RawFrameStore;
import java.util.Locale;

/**
 * How a memory keeps its frames: as they are, or compressed one by one with LZ4. Batches are the
 * same bit for bit.
 */
public final class FrameStorage {
  private static final int DEFAULT_CHUNK_BYTES = RawFrameStore.DEFAULT_CHUNK_BYTES;

  private final boolean compressed;
  private final int chunkBytes;
  private final long budgetBytes;

  private FrameStorage(boolean compressed, int chunkBytes, long budgetBytes) {
    this.compressed = compressed;
    this.chunkBytes = chunkBytes;
    this.budgetBytes = budgetBytes;
  }

  /**
   * Frames as they are: the exact memory is known before the start, reading is fastest.
   *
   * @return raw storage
   */
  public static FrameStorage raw() {
    return raw(DEFAULT_CHUNK_BYTES);
  }

  static FrameStorage raw(int chunkBytes) {
    return new FrameStorage(false, chunkBytes, 0);
  }

  /**
   * Frames compressed with LZ4. What they need depends on the game, so a budget is set: it must fit
   * at the start, and the run stops with {@link ReplayMemoryException} if the frames outgrow it.
   *
   * @param budgetBytes most off-heap bytes that the frames may take; at least four segments, 16
   *     MiB, are always allowed
   * @return compressed storage
   * @throws IllegalArgumentException if the budget is not positive
   */
  public static FrameStorage lz4(long budgetBytes) {
    if (budgetBytes < 1) {
      throw new IllegalArgumentException("budgetBytes must be positive, was " + budgetBytes);
    }
    int segmentBytes = Lz4FrameStore.DEFAULT_SEGMENT_BYTES;
    return new FrameStorage(true, segmentBytes, Math.max(budgetBytes, 4L * segmentBytes));
  }

  static FrameStorage lz4(long budgetBytes, int segmentBytes) {
    return new FrameStorage(true, segmentBytes, budgetBytes);
  }

  /** Refuses what does not fit, on the heap or off it, before any array is made. */
  FrameStore open(ReplayConfig config, MemoryNeed need) {
    long index = compressed ? (long) need.entries() * Lz4FrameStore.BYTES_PER_FRAME : 0;
    MemoryLimits.requireHeap(
        need.metadataBytes() + index,
        String.format(
            Locale.ROOT, "the index of a replay memory of %,d transitions", need.entries()));
    return compressed
        ? new Lz4FrameStore(config.entries(), config.frameBytes(), chunkBytes, budgetBytes)
        : new RawFrameStore(config.entries(), config.frameBytes(), chunkBytes);
  }

  /**
   * One line for the start of a run.
   *
   * @param raw what the memory needs with frames as they are
   * @return what it needs with this storage
   */
  public String describe(MemoryNeed raw) {
    if (!compressed) {
      return raw.describe();
    }
    long index = indexBytes(raw);
    return String.format(
        Locale.ROOT,
        "replay memory: at most %,d bytes (%,d frames compressed off-heap: at most %,d; their"
            + " index: %,d; metadata: %,d)",
        totalBytes(raw),
        raw.entries(),
        budgetBytes,
        index,
        raw.metadataBytes());
  }

  /**
   * Bytes of a replay memory with this storage.
   *
   * @param raw what the memory needs where nothing is compressed
   */
  public long totalBytes(MemoryNeed raw) {
    return compressed ? budgetBytes + indexBytes(raw) + raw.metadataBytes() : raw.totalBytes();
  }

  private static long indexBytes(MemoryNeed raw) {
    return (long) raw.entries() * Lz4FrameStore.BYTES_PER_FRAME;
  }

  @Override
  public String toString() {
    return compressed ? String.format(Locale.ROOT, "lz4 (budget %,d bytes)", budgetBytes) : "raw";
  }
}

package dev.ductile.replay;

import dev.ductile.replay.store.FrameStore;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Entries of a slot as bytes: in blocks of at most 64 entries, first the metadata of all entries of
 * a block (flags, action, reward as little-endian float32), then their frames, uncompressed.
 */
final class EntryStream {
  private static final int BLOCK_ENTRIES = 64;

  private final TransitionRing ring;
  private final FrameStore frames;
  private final int frameBytes;
  private final ByteBuffer block;

  EntryStream(ReplayConfig config, TransitionRing ring, FrameStore frames) {
    this.ring = ring;
    this.frames = frames;
    this.frameBytes = config.frameBytes();
    long bytes = (long) blockEntries() * (TransitionRing.BYTES_PER_ENTRY + frameBytes);
    this.block = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Fewer for very large frames, so that a block stays small. */
  private int blockEntries() {
    return Math.max(1, Math.min(BLOCK_ENTRIES, (16 << 20) / frameBytes));
  }

  void write(int slot, long from, long to, WritableByteChannel out) throws IOException {
    for (long s = from; s < to; s += blockEntries()) {
      int count = (int) Math.min(blockEntries(), to - s);
      block.clear();
      for (int i = 0; i < count; i++) {
        ring.exportEntry(slot, s + i, block);
      }
      int at = block.position();
      for (int i = 0; i < count; i++) {
        frames.copy(ring.fixedPosition(slot, s + i), 1, block, at + i * frameBytes);
      }
      block.limit(at + count * frameBytes).position(0);
      while (block.hasRemaining()) {
        out.write(block);
      }
    }
  }

  /** Entries that the ring no longer holds are read over. */
  void read(int slot, long from, long to, ReadableByteChannel in) throws IOException {
    for (long s = from; s < to; s += blockEntries()) {
      int count = (int) Math.min(blockEntries(), to - s);
      block.clear().limit(count * (TransitionRing.BYTES_PER_ENTRY + frameBytes));
      while (block.hasRemaining()) {
        if (in.read(block) < 0) {
          throw new EOFException(
              "replay entries end early: slot " + slot + ", in the block at entry " + s);
        }
      }
      block.flip();
      for (int i = 0; i < count; i++) {
        if (s + i < ring.oldest(slot)) {
          block.position(block.position() + TransitionRing.BYTES_PER_ENTRY);
        } else {
          ring.importEntry(slot, s + i, block);
        }
      }
      int at = block.position();
      for (int i = 0; i < count; i++) {
        if (s + i >= ring.oldest(slot)) {
          frames.put(ring.fixedPosition(slot, s + i), block, at + i * frameBytes);
        }
      }
    }
  }
}

package dev.ductile.replay.store;

import dev.ductile.replay.limits.MemoryLimits;
import dev.ductile.replay.limits.ReplayMemoryException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Frames compressed one by one with LZ4, written one after another into segments of direct memory.
 * Frames are overwritten in about the order they came in, so segments empty in that order too; an
 * empty one is used again. A frame that does not shrink is kept as it is.
 */
public final class Lz4FrameStore implements FrameStore {
  public static final int DEFAULT_SEGMENT_BYTES = 4 << 20;

  /** Index arrays: where each frame is and how long. */
  public static final int BYTES_PER_FRAME = Long.BYTES + Integer.BYTES;

  private final int frames;
  private final int frameBytes;
  private final int segmentBytes;
  private final long budgetBytes;
  private final LZ4Compressor compressor;
  private final LZ4SafeDecompressor decompressor;

  /** Start of each frame: segment × segmentBytes + offset. */
  private final long[] starts;

  /** Stored bytes of each frame; 0 where there is none, frameBytes where it is not compressed. */
  private final int[] lengths;

  /** Grown as needed; entries never change once set, until close. */
  private ByteBuffer[] segments = new ByteBuffer[16];

  private int[] liveFrames = new int[16];
  private int[] free = new int[16];
  private int segmentCount;
  private int freeCount;
  private int current = -1;
  private int currentOffset;
  private long storedBytes;
  private boolean closed;

  /** Refuses a budget that does not fit. */
  public Lz4FrameStore(int frames, int frameBytes, int segmentBytes, long budgetBytes) {
    this.frames = frames;
    this.frameBytes = frameBytes;
    LZ4Factory factory = LZ4Factory.fastestInstance();
    this.compressor = factory.fastCompressor();
    this.decompressor = factory.safeDecompressor();
    this.segmentBytes = Math.max(segmentBytes, compressor.maxCompressedLength(frameBytes));
    this.budgetBytes = budgetBytes;
    MemoryLimits.current().require(budgetBytes, "LZ4 budget of the " + describe());
    this.starts = new long[frames];
    this.lengths = new int[frames];
  }

  private String describe() {
    return String.format(
        Locale.ROOT, "replay memory of %,d frames of %,d bytes", frames, frameBytes);
  }

  @Override
  public void put(int frame, ByteBuffer source, int offset) {
    // Compressing may need a little more room than the result.
    if (current < 0 || segmentBytes - currentOffset < compressor.maxCompressedLength(frameBytes)) {
      nextSegment();
    }
    release(frame);
    ByteBuffer segment = segments[current];
    int length =
        compressor.compress(
            source, offset, frameBytes, segment, currentOffset, segmentBytes - currentOffset);
    if (length >= frameBytes) {
      segment.put(currentOffset, source, offset, frameBytes);
      length = frameBytes;
    }
    starts[frame] = (long) current * segmentBytes + currentOffset;
    lengths[frame] = length;
    liveFrames[current]++;
    currentOffset += length;
    storedBytes += length;
  }

  private void release(int frame) {
    if (lengths[frame] == 0) {
      return;
    }
    int segment = (int) (starts[frame] / segmentBytes);
    storedBytes -= lengths[frame];
    lengths[frame] = 0;
    if (--liveFrames[segment] == 0 && segment != current) {
      free[freeCount++] = segment;
    }
  }

  private void nextSegment() {
    if (closed) {
      throw new IllegalStateException("replay memory is closed");
    }
    int next = freeCount > 0 ? free[--freeCount] : allocateSegment();
    if (current >= 0 && liveFrames[current] == 0) {
      free[freeCount++] = current;
    }
    current = next;
    currentOffset = 0;
  }

  private int allocateSegment() {
    if (allocatedBytes() + segmentBytes > budgetBytes) {
      throw new ReplayMemoryException(
          String.format(
              Locale.ROOT,
              "compressed frames of the %s outgrow their budget of %,d bytes: %,d bytes are in use;"
                  + " raise the budget or lower the capacity",
              describe(),
              budgetBytes,
              storedBytes),
          allocatedBytes() + segmentBytes,
          budgetBytes,
          null);
    }
    if (segmentCount == segments.length) {
      segments = Arrays.copyOf(segments, 2 * segmentCount);
      liveFrames = Arrays.copyOf(liveFrames, 2 * segmentCount);
      free = Arrays.copyOf(free, 2 * segmentCount);
    }
    try {
      segments[segmentCount] = ByteBuffer.allocateDirect(segmentBytes);
    } catch (OutOfMemoryError e) {
      throw MemoryLimits.current()
          .refusal(segmentBytes, "the next segment of the " + describe(), e);
    }
    return segmentCount++;
  }

  @Override
  public void copy(int firstFrame, int count, ByteBuffer destination, int offset) {
    for (int i = 0; i < count; i++) {
      int frame = firstFrame + i;
      int segment = (int) (starts[frame] / segmentBytes);
      int from = (int) (starts[frame] - (long) segment * segmentBytes);
      int to = offset + i * frameBytes;
      if (lengths[frame] == frameBytes) {
        destination.put(to, segments[segment], from, frameBytes);
      } else {
        decompress(frame, segments[segment], from, destination, to);
      }
    }
  }

  private void decompress(int frame, ByteBuffer segment, int from, ByteBuffer out, int to) {
    int bytes;
    try {
      bytes = decompressor.decompress(segment, from, lengths[frame], out, to, frameBytes);
    } catch (LZ4Exception e) {
      throw new IllegalStateException("frame " + frame + " is damaged or was overwritten", e);
    }
    if (bytes != frameBytes) {
      throw new IllegalStateException(
          "frame " + frame + " decompressed to " + bytes + " bytes, not " + frameBytes);
    }
  }

  /** Compressed frames lie nowhere as they are. */
  @Override
  public ByteBuffer memory(int firstFrame, int count) {
    return null;
  }

  @Override
  public int offset(int frame) {
    throw new IllegalStateException("compressed frames cannot be read where they lie");
  }

  @Override
  public long allocatedBytes() {
    return (long) segmentCount * segmentBytes;
  }

  /** Bytes of the compressed frames themselves. */
  @Override
  public void close() {
    closed = true;
    for (int i = 0; i < segmentCount; i++) {
      ByteBuffer segment = segments[i];
      segments[i] = null;
      DirectMemory.free(segment);
    }
    segmentCount = 0;
    freeCount = 0;
    current = -1;
    storedBytes = 0;
    Arrays.fill(lengths, 0);
  }
}

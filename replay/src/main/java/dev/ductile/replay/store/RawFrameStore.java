package dev.ductile.replay.store;

import dev.ductile.replay.limits.MemoryLimits;
import dev.ductile.replay.limits.ReplayMemoryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Uncompressed frames in chunks of direct memory, so that capacity is not bounded by the 2 GiB of
 * one buffer. A frame never straddles two chunks; a chunk is allocated when its first frame comes,
 * so that a short run does not pay for its whole capacity.
 */
public final class RawFrameStore implements FrameStore {
  /** Small enough that allocating (and zeroing) a chunk does not stall a step noticeably. */
  public static final int DEFAULT_CHUNK_BYTES = 16 << 20;

  private final int frames;
  private final int frameBytes;
  private final int framesPerChunk;
  private final ByteBuffer[] chunks;
  private long allocatedBytes;
  private boolean closed;

  /** Refuses with {@link ReplayMemoryException} what does not fit; allocates nothing yet. */
  public RawFrameStore(int frames, int frameBytes, int chunkBytes) {
    this.frames = frames;
    this.frameBytes = frameBytes;
    this.framesPerChunk = Math.max(1, chunkBytes / frameBytes);
    this.chunks = new ByteBuffer[(int) (((long) frames + framesPerChunk - 1) / framesPerChunk)];
    MemoryLimits.current().require(totalBytes(), describe());
  }

  private long totalBytes() {
    return (long) frames * frameBytes;
  }

  private String describe() {
    return String.format(
        Locale.ROOT, "replay memory of %,d frames of %,d bytes", frames, frameBytes);
  }

  @Override
  public void put(int frame, ByteBuffer source, int offset) {
    int chunk = frame / framesPerChunk;
    ByteBuffer memory = chunks[chunk];
    if (memory == null) {
      memory = allocate(chunk);
    }
    memory.put((frame - chunk * framesPerChunk) * frameBytes, source, offset, frameBytes);
  }

  @Override
  public void copy(int firstFrame, int count, ByteBuffer destination, int offset) {
    int frame = firstFrame;
    int left = count;
    int target = offset;
    while (left > 0) {
      int chunk = frame / framesPerChunk;
      int inChunk = frame - chunk * framesPerChunk;
      int run = Math.min(left, framesPerChunk - inChunk);
      destination.put(target, chunks[chunk], inChunk * frameBytes, run * frameBytes);
      frame += run;
      left -= run;
      target += run * frameBytes;
    }
  }

  @Override
  public ByteBuffer memory(int firstFrame, int count) {
    int chunk = firstFrame / framesPerChunk;
    return (firstFrame + count - 1) / framesPerChunk == chunk ? chunks[chunk] : null;
  }

  @Override
  public int offset(int frame) {
    return frame % framesPerChunk * frameBytes;
  }

  @Override
  public long allocatedBytes() {
    return allocatedBytes;
  }

  private ByteBuffer allocate(int chunk) {
    if (closed) {
      throw new IllegalStateException("replay memory is closed");
    }
    // int × int stays below 2^31: a chunk is one buffer.
    int chunkFrames = Math.min(framesPerChunk, frames - chunk * framesPerChunk);
    int bytes = chunkFrames * frameBytes;
    try {
      chunks[chunk] = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      String what =
          String.format(
              Locale.ROOT,
              "the next chunk of the %s (%,d of %,d bytes allocated so far)",
              describe(),
              allocatedBytes,
              totalBytes());
      throw MemoryLimits.current().refusal(bytes, what, e);
    }
    allocatedBytes += bytes;
    return chunks[chunk];
  }

  @Override
  public void close() {
    closed = true;
    for (int i = 0; i < chunks.length; i++) {
      if (chunks[i] != null) {
        ByteBuffer chunk = chunks[i];
        chunks[i] = null;
        DirectMemory.free(chunk);
      }
    }
    allocatedBytes = 0;
  }
}

package dev.ductile.replay.store;

import java.nio.ByteBuffer;

/** Frames of equal size under indices 0…frames−1; nothing but storage. Not thread-safe. */
public interface FrameStore extends AutoCloseable {

  /** Stores {@code frameBytes} bytes of {@code source}, from {@code offset}, as {@code frame}. */
  void put(int frame, ByteBuffer source, int offset);

  /**
   * Copies {@code count} frames with consecutive indices to {@code destination} at {@code offset}.
   */
  void copy(int firstFrame, int count, ByteBuffer destination, int offset);

  /**
   * The memory in which these consecutive frames lie one after the other, from {@link #offset} on,
   * in native byte order and only to be read; null where they do not, so that they must be copied.
   */
  ByteBuffer memory(int firstFrame, int count);

  /** Where in {@link #memory} a frame begins. */
  int offset(int frame);

  /** Bytes allocated so far. */
  long allocatedBytes();

  /** Frees everything; safe to call again. */
  @Override
  void close();
}

package dev.ductile.replay;

import java.nio.ByteBuffer;

/** Frames of equal size under indices 0…frames−1; nothing but storage. Not thread-safe. */
interface FrameStore extends AutoCloseable {

  /** Stores {@code frameBytes} bytes of {@code source}, from {@code offset}, as {@code frame}. */
  void put(int frame, ByteBuffer source, int offset);

  /**
   * Copies {@code count} frames with consecutive indices to {@code destination} at {@code offset}.
   */
  void copy(int firstFrame, int count, ByteBuffer destination, int offset);

  /** Bytes allocated so far. */
  long allocatedBytes();

  /** Bytes that the frames themselves take of those. */
  long storedBytes();

  /** Frees everything; safe to call again. */
  @Override
  void close();
}

package dev.ductile.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns planes [planes, pixels] into interleaved pixels [pixels, planes]. Four planes, the usual
 * stack, go eight pixels at a time.
 */
public final class PlaneInterleaver {
  private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
  private static final long EVEN_WORDS = 0x0000FFFF0000FFFFL;
  private static final long LOW_INT = 0xFFFFFFFFL;

  private final int planes;
  private final int pixels;

  /**
   * For one stack of frames.
   *
   * @param planes frames in the stack
   * @param pixels of a frame
   */
  public PlaneInterleaver(int planes, int pixels) {
    this.planes = planes;
    this.pixels = pixels;
  }

  /** Buffers that are not little-endian are read byte by byte; offsets in bytes. */
  public void interleave(ByteBuffer from, int fromOffset, ByteBuffer to, int offset) {
    int done = 0;
    if (planes == 4
        && from.order() == ByteOrder.LITTLE_ENDIAN
        && to.order() == ByteOrder.LITTLE_ENDIAN) {
      done = pixels & ~7;
      for (int i = 0; i < done; i += 8) {
        eightPixels(from, fromOffset + i, to, offset + 4 * i);
      }
    }
    for (int plane = 0; plane < planes; plane++) {
      for (int i = done; i < pixels; i++) {
        to.put(offset + i * planes + plane, from.get(fromOffset + plane * pixels + i));
      }
    }
  }

  /** Transposes eight 4-byte columns, two at a time, as one does a bit matrix: swap, then swap. */
  private void eightPixels(ByteBuffer from, int i, ByteBuffer to, int target) {
    long a = from.getLong(i);
    long b = from.getLong(pixels + i);
    long c = from.getLong(2 * pixels + i);
    long d = from.getLong(3 * pixels + i);
    // a0 b0 a2 b2 a4 b4 a6 b6, and so on
    long abEven = a & EVEN_BYTES | (b & EVEN_BYTES) << 8;
    long abOdd = a >>> 8 & EVEN_BYTES | b & ~EVEN_BYTES;
    long cdEven = c & EVEN_BYTES | (d & EVEN_BYTES) << 8;
    long cdOdd = c >>> 8 & EVEN_BYTES | d & ~EVEN_BYTES;
    // a0 b0 c0 d0 a4 b4 c4 d4, and so on
    long pixels04 = abEven & EVEN_WORDS | (cdEven & EVEN_WORDS) << 16;
    long pixels15 = abOdd & EVEN_WORDS | (cdOdd & EVEN_WORDS) << 16;
    long pixels26 = abEven >>> 16 & EVEN_WORDS | cdEven & ~EVEN_WORDS;
    long pixels37 = abOdd >>> 16 & EVEN_WORDS | cdOdd & ~EVEN_WORDS;
    to.putLong(target, pixels04 & LOW_INT | pixels15 << 32);
    to.putLong(target + 8, pixels26 & LOW_INT | pixels37 << 32);
    to.putLong(target + 16, pixels04 >>> 32 | pixels15 & ~LOW_INT);
    to.putLong(target + 24, pixels26 >>> 32 | pixels37 & ~LOW_INT);
  }
}

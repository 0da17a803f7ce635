package dev.ductile.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns planes [planes, pixels] into interleaved pixels [pixels, planes]. Four planes, the usual
 * stack, go eight pixels at a time.
 */
final class PlaneInterleaver {
  private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
  private static final long EVEN_WORDS = 0x0000FFFF0000FFFFL;
  private static final long LOW_INT = 0xFFFFFFFFL;

  private final int planes;
  private final int pixels;

  PlaneInterleaver(int planes, int pixels) {
    this.planes = planes;
    this.pixels = pixels;
  }

  /** Both buffers are little-endian or read byte by byte only; offsets in bytes. */
  void interleave(ByteBuffer from, ByteBuffer to, int offset) {
    int done = 0;
    if (planes == 4
        && from.order() == ByteOrder.LITTLE_ENDIAN
        && to.order() == ByteOrder.LITTLE_ENDIAN) {
      done = pixels & ~7;
      for (int i = 0; i < done; i += 8) {
        eightPixels(from, to, offset + 4 * i, i);
      }
    }
    for (int plane = 0; plane < planes; plane++) {
      for (int i = done; i < pixels; i++) {
        to.put(offset + i * planes + plane, from.get(plane * pixels + i));
      }
    }
  }

  private void eightPixels(ByteBuffer from, ByteBuffer to, int target, int i) {
    long a = from.getLong(i);
    long b = from.getLong(pixels + i);
    long c = from.getLong(2 * pixels + i);
    long d = from.getLong(3 * pixels + i);
    long abLow = zipBytes(a & LOW_INT, b & LOW_INT);
    long abHigh = zipBytes(a >>> 32, b >>> 32);
    long cdLow = zipBytes(c & LOW_INT, d & LOW_INT);
    long cdHigh = zipBytes(c >>> 32, d >>> 32);
    to.putLong(target, zipWords(abLow & LOW_INT, cdLow & LOW_INT));
    to.putLong(target + 8, zipWords(abLow >>> 32, cdLow >>> 32));
    to.putLong(target + 16, zipWords(abHigh & LOW_INT, cdHigh & LOW_INT));
    to.putLong(target + 24, zipWords(abHigh >>> 32, cdHigh >>> 32));
  }

  /** Bytes x0 y0 x1 y1 … of two 4-byte values. */
  private static long zipBytes(long x, long y) {
    return spreadBytes(x) | spreadBytes(y) << 8;
  }

  /** 16-bit words x0 y0 x1 y1 of two 4-byte values. */
  private static long zipWords(long x, long y) {
    return spreadWords(x) | spreadWords(y) << 16;
  }

  private static long spreadBytes(long x) {
    long words = spreadWords(x);
    return (words | words << 8) & EVEN_BYTES;
  }

  private static long spreadWords(long x) {
    return (x | x << 16) & EVEN_WORDS;
  }
}

package dev.ductile.replay;

import java.nio.ByteBuffer;

/** Argument checks that say what, which value and what is allowed. */
final class Checks {
  private Checks() {}

  static void index(String name, int value, int count) {
    if (value < 0 || value >= count) {
      throw new IllegalArgumentException(name + " must be in 0…" + (count - 1) + ", was " + value);
    }
  }

  static void range(String name, ByteBuffer buffer, int offset, int bytes) {
    if (offset < 0 || offset > buffer.limit() - bytes) {
      throw new IllegalArgumentException(
          name
              + " of "
              + bytes
              + " bytes at offset "
              + offset
              + " is outside a buffer with limit "
              + buffer.limit());
    }
  }
}

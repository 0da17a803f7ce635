package dev.ductile.env;

import dev.ductile.base.ConfigurationException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Allocates direct buffers. */
final class OffHeap {
  private OffHeap() {}

  static ByteBuffer allocate(String what, long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new ConfigurationException(
          what + " would need " + bytes + " bytes, 2 GiB are possible: use fewer environments");
    }
    return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
  }
}

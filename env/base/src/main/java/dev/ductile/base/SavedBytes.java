package dev.ductile.base;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/** Reads byte arrays of a saved state, whose lengths cannot be trusted. */
public final class SavedBytes {
  private static final int PIECE_BYTES = 1 << 16;

  private SavedBytes() {}

  /**
   * Reads as many bytes as the state says. A length beyond the state's end takes no more memory
   * than there are bytes.
   *
   * @param length as it was saved
   * @param what they are, for the message
   * @throws IOException if there are not so many or the length is not possible
   */
  public static byte[] read(DataInput in, int length, String what) throws IOException {
    if (length < 0) {
      throw new IOException(what + " cannot have " + length + " bytes");
    }
    byte[] bytes = new byte[Math.min(length, PIECE_BYTES)];
    int have = 0;
    while (have < length) {
      if (have == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * have));
      }
      in.readFully(bytes, have, bytes.length - have);
      have = bytes.length;
    }
    return bytes;
  }
}

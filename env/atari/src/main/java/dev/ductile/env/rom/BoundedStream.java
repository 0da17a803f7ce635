package dev.ductile.env.rom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a stream, which must have them; closing it leaves the stream open. */
final class BoundedStream extends InputStream {
  private final InputStream in;
  private long left;

  BoundedStream(InputStream in, long bytes) {
    this.in = in;
    this.left = bytes;
  }

  /** Bytes that were not read yet. */
  long left() {
    return left;
  }

  /** One byte of a stream that reads blocks, as {@link InputStream#read()} gives it. */
  static int one(InputStream blocks) throws IOException {
    byte[] one = new byte[1];
    return blocks.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read() throws IOException {
    return one(this);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int n = in.read(into, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw new EOFException("the archive ends in the middle of a file");
    }
    left -= n;
    return n;
  }
}

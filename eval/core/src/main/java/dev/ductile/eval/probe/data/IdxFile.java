package dev.ductile.eval.probe.data;

import dev.ductile.base.ConfigurationException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A file in the IDX format of MNIST and Fashion-MNIST (LeCun et al. 1998): two zero bytes, the
 * element type (8 for uint8), the number of dimensions, each dimension as a big-endian int32, then
 * the elements. Files whose name ends in {@code .gz} are unpacked while reading.
 *
 * @param dims the dimensions
 * @param bytes the elements, row-major
 */
record IdxFile(int[] dims, byte[] bytes) {
  private static final int UINT8 = 8;
  private static final long MAX_BYTES = 1L << 30;

  /**
   * Reads a file.
   *
   * @param rank how many dimensions it must have
   * @throws ConfigurationException if it is something else, or damaged
   */
  static IdxFile read(Path file, int rank) {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(open(file)))) {
      int magic = in.readInt();
      if (magic != (UINT8 << 8 | rank)) {
        throw bad(
            file,
            String.format(
                Locale.ROOT,
                "begins with 0x%08x, not with 0x%08x (uint8 in %d dimensions)",
                magic,
                UINT8 << 8 | rank,
                rank));
      }
      int[] dims = new int[rank];
      long size = 1;
      for (int i = 0; i < rank; i++) {
        dims[i] = in.readInt();
        size = dims[i] > 0 ? Math.min(size * dims[i], MAX_BYTES + 1) : MAX_BYTES + 1;
      }
      if (size > MAX_BYTES) {
        throw bad(file, "says that it holds " + Arrays.toString(dims) + " elements");
      }
      byte[] bytes = new byte[(int) size];
      in.readFully(bytes);
      if (in.read() >= 0) {
        throw bad(file, "goes on behind its " + Arrays.toString(dims) + " elements");
      }
      return new IdxFile(dims, bytes);
    } catch (EOFException e) {
      throw new ConfigurationException(file + " ends early: it is truncated; fetch it again", e);
    } catch (IOException e) {
      throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static ConfigurationException bad(Path file, String what) {
    return new ConfigurationException(file + " is not the IDX file that it should be: it " + what);
  }
}

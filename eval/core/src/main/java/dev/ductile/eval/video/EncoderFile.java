package dev.ductile.eval.video;

import dev.ductile.base.files.PendingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a native encoder writes. It takes a name as bytes, in a coding that need not be the one of
 * Java's file names: beyond ASCII it may write into a folder of another name, or none. So it gets
 * the pending file itself only where that has an ASCII path, else a temporary file of such a path,
 * which Java copies in the end.
 */
final class EncoderFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EncoderFile.class);

  private final PendingFile pending;
  private final Path path;

  private EncoderFile(PendingFile pending, Path path) {
    this.pending = pending;
    this.path = path;
  }

  /**
   * Chooses the file.
   *
   * @throws IOException if no file of an ASCII path can be made
   */
  static EncoderFile of(PendingFile pending) throws IOException {
    if (isAscii(pending.temporaryPath())) {
      return new EncoderFile(pending, pending.temporaryPath());
    }
    Path path = Files.createTempFile("ductile-", ".mp4");
    if (!isAscii(path)) {
      Files.delete(path);
      throw new IOException(
          "neither "
              + pending.finalPath()
              + " nor the folder of temporary files has an ASCII path");
    }
    return new EncoderFile(pending, path);
  }

  /** What the encoder opens. */
  Path path() {
    return path;
  }

  /** Brings what the encoder wrote to the pending file; it must have closed its file. */
  void deliver() throws IOException {
    if (!path.equals(pending.temporaryPath())) {
      // Into the file that is there, which has the rights of a user's file, not of a temporary one.
      try (OutputStream out = Files.newOutputStream(pending.temporaryPath())) {
        Files.copy(path, out);
      }
    }
  }

  /** Removes the temporary file; the pending one is its owner's. */
  @Override
  public void close() {
    if (!path.equals(pending.temporaryPath())) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        log.warn("Could not remove the temporary file {}: {}", path, e.toString());
      }
    }
  }

  private static boolean isAscii(Path path) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(path.toString());
  }
}

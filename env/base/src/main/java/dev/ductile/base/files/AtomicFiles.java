package dev.ductile.base.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes whole files so that a reader, a crash or a full disk never meets half of one: the content
 * goes to a temporary file in the same folder, is forced to disk, renamed, and the folder forced.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Writes a file's content to a stream that is closed by the caller. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Opens the stream to the temporary file; tests put failing streams here. */
  @FunctionalInterface
  interface StreamFactory {
    OutputStream open(Path temporaryPath) throws IOException;
  }

  /**
   * Writes or replaces a file in one step; its folder is made if missing.
   *
   * @param file the final name
   * @param content writes the bytes; may throw {@link IOException}
   * @throws OutputException if anything fails; a former file of that name is untouched then and no
   *     temporary file is left
   */
  public static void write(Path file, Content content) {
    write(file, content, Files::newOutputStream);
  }

  /** Writes or replaces a file with UTF-8 text; see {@link #write(Path, Content)}. */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes or replaces a file with bytes; see {@link #write(Path, Content)}. */
  public static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  static void write(Path file, Content content, StreamFactory streams) {
    makeFolder(file);
    try (PendingFile pending = PendingFile.create(file)) {
      try (OutputStream out =
          new BufferedOutputStream(streams.open(pending.temporaryPath()), 1 << 16)) {
        content.writeTo(out);
      } catch (IOException e) {
        throw OutputException.cannotWrite(file, e);
      }
      pending.commit();
    }
  }

  private static void makeFolder(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  /**
   * Removes temporary files that a killed process left in a folder (not below it). Only for a
   * folder that no other process is writing to.
   *
   * @return how many were removed; 0 if there is no such folder
   * @throws OutputException if the folder cannot be read or a file cannot be removed
   */
  public static int removeLeftovers(Path folder) {
    if (!Files.exists(folder)) {
      return 0;
    }
    int removed = 0;
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".*.*.tmp")) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
        removed++;
      }
    } catch (IOException e) {
      throw OutputException.cannotWrite(folder, e);
    }
    return removed;
  }
}

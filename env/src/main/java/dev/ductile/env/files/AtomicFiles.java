package dev.ductile.env.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file beside its target, syncs it, and renames it: a reader sees the old content or the
 * new, never half.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /**
   * Writes bytes under a name.
   *
   * @param target the final name; its folder is made if missing
   * @param content what to write
   * @throws IOException if the folder or file cannot be written; nothing is left under the final
   *     name then
   */
  public static void write(Path target, byte[] content) throws IOException {
    write(target, out -> out.write(content));
  }

  /**
   * Copies a stream under a name.
   *
   * @param target the final name; its folder is made if missing
   * @param content read to its end, not closed
   * @throws IOException if the stream cannot be read or the file not written
   */
  public static void write(Path target, InputStream content) throws IOException {
    write(target, content::transferTo);
  }

  private static void write(Path target, Writer writer) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        OutputStream out = Channels.newOutputStream(channel);
        writer.writeTo(out);
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folder);
  }

  /** Makes the rename itself durable, where the platform lets a folder be opened. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The content is safe already; some file systems cannot sync a folder.
      return;
    }
  }

  /** Fills the temporary file. */
  private interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }
}

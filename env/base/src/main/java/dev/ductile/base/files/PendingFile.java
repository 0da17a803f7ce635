package dev.ductile.base.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is being written beside its final name and takes that name only when it is complete
 * and on disk. For writers that need a path, such as video encoders; {@link AtomicFiles} serves the
 * others.
 *
 * <p>The temporary file is {@code .NAME.PID-NUMBER.tmp} in the same folder, so that the rename
 * never crosses a file system. Closing without {@link #commit} removes it; after a killed process
 * {@link AtomicFiles#removeLeftovers} does.
 */
public final class PendingFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PendingFile.class);

  /** Threads of one process may write the same file at the same time. */
  private static final AtomicLong NUMBER = new AtomicLong();

  private final Path finalPath;
  private final Path temporaryPath;
  private boolean open = true;

  private PendingFile(Path finalPath, Path temporaryPath) {
    this.finalPath = finalPath;
    this.temporaryPath = temporaryPath;
  }

  /**
   * Creates the empty temporary file.
   *
   * @param finalPath the name the file gets on {@link #commit}; an existing file is replaced then
   * @throws OutputException if the folder cannot be written or the name belongs to a folder
   */
  public static PendingFile create(Path finalPath) {
    if (finalPath.getFileName() == null || Files.isDirectory(finalPath)) {
      throw new OutputException(
          "cannot write "
              + finalPath.toAbsolutePath()
              + ": a folder of that name is in the way; remove it or choose another name");
    }
    Path absolute = finalPath.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling(
            "."
                + absolute.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + NUMBER.incrementAndGet()
                + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      Files.createFile(temporary);
    } catch (IOException e) {
      throw OutputException.cannotWrite(finalPath, e);
    }
    return new PendingFile(absolute, temporary);
  }

  /** The file to write to. */
  public Path temporaryPath() {
    return temporaryPath;
  }

  /** The name that the file gets. */
  public Path finalPath() {
    return finalPath;
  }

  /**
   * Forces the content to disk, renames the file to its final name in one step, and forces the
   * folder. Every writer of the temporary file must have been closed.
   *
   * @throws OutputException if any of this fails; the temporary file is gone then and a former file
   *     under the final name is untouched
   */
  public void commit() {
    if (!open) {
      throw new IllegalStateException(finalPath + " was already committed or discarded");
    }
    try {
      try (FileChannel channel = FileChannel.open(temporaryPath, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          temporaryPath,
          finalPath,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      open = false;
    } catch (DirectoryNotEmptyException e) {
      throw OutputException.cannotWrite(finalPath, new IOException("is a directory", e));
    } catch (IOException e) {
      throw OutputException.cannotWrite(finalPath, e);
    } finally {
      close();
    }
    forceFolder(finalPath.getParent());
  }

  /** Removes the temporary file unless it was committed. Does nothing the second time. */
  @Override
  public void close() {
    if (open) {
      open = false;
      try {
        Files.deleteIfExists(temporaryPath);
      } catch (IOException e) {
        log.warn("Could not remove the temporary file {}: {}", temporaryPath, e.toString());
      }
    }
  }

  /** Makes a rename durable. Some network file systems refuse it; the file is complete anyway. */
  static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      log.debug("Could not force the folder {} to disk: {}", folder, e.toString());
    }
  }
}

package dev.ductile.eval.output;

import dev.ductile.env.files.OutputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process, or a second training of this one, from writing into a run's folder. The
 * operating system ends the lock with the process, however that ends; the file {@code run.lock}
 * remains and means nothing.
 */
public final class RunLock implements AutoCloseable {
  /** Name of the file that is locked. */
  public static final String FILE_NAME = "run.lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a run folder.
   *
   * @throws OutputException if somebody has it, or the folder cannot be written
   */
  public static RunLock take(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        channel.close();
        throw new OutputException(
            "another training is writing to "
                + folder.toAbsolutePath()
                + "; wait until it ends, or stop it");
      }
      return new RunLock(channel);
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot give up a lock: " + e.getMessage(), e);
    }
  }
}

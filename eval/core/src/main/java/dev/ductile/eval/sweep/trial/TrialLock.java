package dev.ductile.eval.sweep.trial;

import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Keeps a second process from running a trial, also one of another machine that shares the folder.
 */
final class TrialLock implements AutoCloseable {
  /** Why a trial was not begun. */
  static final String TAKEN = "another process is running it";

  private final Optional<RunLock> lock;

  private TrialLock(Optional<RunLock> lock) {
    this.lock = lock;
  }

  /**
   * Takes a trial's lock, if nobody has it.
   *
   * @throws OutputException if its folder cannot be written
   */
  static TrialLock tryTake(TrialFolder folder) {
    try {
      Files.createDirectories(folder.path());
    } catch (IOException e) {
      throw OutputException.cannotWrite(folder.path(), e);
    }
    return new TrialLock(RunLock.tryTake(folder.path()));
  }

  /** Whether a process works on the run itself, on this machine or another. */
  static boolean isRunTaken(TrialFolder folder) {
    if (!Files.isRegularFile(folder.run().resolve(RunLock.FILE_NAME))) {
      return false;
    }
    Optional<RunLock> run = RunLock.tryTake(folder.run());
    run.ifPresent(RunLock::close);
    return run.isEmpty();
  }

  boolean isHeld() {
    return lock.isPresent();
  }

  @Override
  public void close() {
    lock.ifPresent(RunLock::close);
  }
}

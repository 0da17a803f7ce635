package dev.ductile.eval.sweep.trial;

import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The process that works on a trial: one that was started here, or one that outlived its sweep. */
final class TrialProcess {
  private final Process child;
  private final ProcessHandle handle;
  private final TrialFolder folder;

  private TrialProcess(Process child, ProcessHandle handle, TrialFolder folder) {
    this.child = child;
    this.handle = handle;
    this.folder = folder;
  }

  /**
   * Starts a process; what it prints goes to the trial's log.
   *
   * @param environment variables over this process's own
   * @throws OutputException if it cannot be started
   */
  static TrialProcess start(
      List<String> words, Map<String, String> environment, TrialFolder folder) {
    if (Files.isSymbolicLink(folder.logFile())) {
      throw new OutputException(
          folder.logFile()
              + " is a link, and a sweep writes into its own folder only; put there what the link"
              + " points to, or remove it");
    }
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.logFile().toFile()));
    builder.environment().putAll(environment);
    try {
      Process child = builder.start();
      child.getOutputStream().close();
      folder.attempts().started(child.toHandle());
      return new TrialProcess(child, child.toHandle(), folder);
    } catch (IOException e) {
      throw new OutputException("cannot start a trial's process: " + e.getMessage(), e);
    }
  }

  /** Whether some process works on a trial. */
  static boolean isAlive(TrialFolder folder) {
    return RunLock.isTaken(folder.run()) || folder.attempts().alive().isPresent();
  }

  /** The process that works on a trial, which this sweep has not started. */
  static Optional<TrialProcess> outlived(TrialFolder folder) {
    Optional<ProcessHandle> known = folder.attempts().alive();
    if (known.isPresent()) {
      return known.map(handle -> new TrialProcess(null, handle, folder));
    }
    OptionalLong holder = RunLock.holder(folder.run());
    return holder.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TrialProcess(null, ProcessHandle.of(holder.getAsLong()).orElse(null), folder));
  }

  /** The number of the process; 0 if it cannot be seen from here. */
  long pid() {
    return handle == null ? 0 : handle.pid();
  }

  /** Whether it has ended, after waiting so long at most. */
  boolean waitFor(long milliseconds) throws InterruptedException {
    if (child != null) {
      return child.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }
    if (!isRunning()) {
      return true;
    }
    Thread.sleep(milliseconds);
    return !isRunning();
  }

  private boolean isRunning() {
    return handle != null ? handle.isAlive() : RunLock.isTaken(folder.run());
  }

  /** Tells it to stop in good order. */
  void terminate() {
    if (handle != null) {
      handle.destroy();
    }
  }

  /** Waits for a process that was told to stop, and kills it if it does not. */
  void end(long milliseconds) throws InterruptedException {
    if (child != null && !child.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      child.destroyForcibly().waitFor();
    }
  }

  /** What it ended with; empty where only its parent could know. */
  OptionalInt exitCode() {
    return child == null ? OptionalInt.empty() : OptionalInt.of(child.exitValue());
  }
}

package dev.ductile.eval.sweep.trial;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.sweep.definition.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Brings one trial to its end, in a process of its own. */
public final class TrialRunner {
  private static final long POLL_MILLISECONDS = 100;

  /** A memory of 7 GB is written within this on a slow disk. */
  private static final long LAST_CHECKPOINT_SECONDS = 120;

  private final TrialLauncher launcher;
  private final CodeIdentity code;
  private final BooleanSupplier stop;

  /**
   * A runner of trials.
   *
   * @param code what runs the trials; a trial is not begun by anything else
   * @param stop asked often; once true, the process is told to stop (SIGTERM) and waited for
   */
  public TrialRunner(TrialLauncher launcher, CodeIdentity code, BooleanSupplier stop) {
    this.launcher = launcher;
    this.code = code;
    this.stop = stop;
  }

  /** Runs a trial, going on with what is there where that is possible. */
  public TrialResult run(Trial trial, TrialFolder folder) throws InterruptedException {
    if (folder.state() == TrialState.DONE) {
      return new TrialResult(trial, folder, TrialState.DONE, "");
    }
    if (stop.getAsBoolean()) {
      return new TrialResult(trial, folder, TrialState.STOPPED, "");
    }
    try {
      requireSameCode();
      try (TrialLock lock = TrialLock.tryTake(folder)) {
        return lock.isHeld()
            ? runLocked(trial, folder)
            : new TrialResult(trial, folder, TrialState.STOPPED, TrialLock.TAKEN);
      }
    } catch (OutputException e) {
      return new TrialResult(trial, folder, TrialState.FAILED, e.getMessage());
    }
  }

  private TrialResult runLocked(Trial trial, TrialFolder folder) throws InterruptedException {
    if (folder.state() == TrialState.DONE) { // by another process, since it was looked at
      return new TrialResult(trial, folder, TrialState.DONE, "");
    }
    List<String> words = words(trial, folder);
    folder.describe(trial, code);
    TrialFailure.forget(folder);
    AtomicFiles.removeLeftovers(folder.path());
    return ended(trial, folder, execute(words, folder));
  }

  /** A trial's process reads the class path anew. */
  private void requireSameCode() {
    if (!CodeIdentity.onClassPath().codeSha256().equals(code.codeSha256())) {
      throw new OutputException(
          "Ductile was built anew while the sweep ran: this trial would be run by other code than"
              + " those before it; the same command says what can be done");
    }
  }

  private List<String> words(Trial trial, TrialFolder folder) {
    Path run = folder.run();
    Optional<List<String>> onward =
        folder.holdsRun() ? launcher.goOn(trial, run) : Optional.empty();
    if (onward.isPresent()) {
      return onward.get();
    }
    folder.removeRun();
    return launcher.begin(trial, run);
  }

  private int execute(List<String> words, TrialFolder folder) throws InterruptedException {
    if (Files.isSymbolicLink(folder.logFile())) {
      throw new OutputException(
          folder.logFile()
              + " is a link, and a sweep writes into its own folder only; put there what the link"
              + " points to, or remove it");
    }
    Process process;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.logFile().toFile()));
      builder.environment().putAll(launcher.environment());
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new OutputException("cannot start a trial's process: " + e.getMessage(), e);
    }
    try {
      boolean told = false;
      while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        if (!told && stop.getAsBoolean()) {
          process.destroy();
          told = true;
        }
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      end(process);
      throw e;
    } finally {
      process.destroy(); // of no effect on one that has ended
    }
  }

  /** Whoever runs the trial next must find it alone, and its last checkpoint written. */
  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LAST_CHECKPOINT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private TrialResult ended(Trial trial, TrialFolder folder, int code) {
    if (folder.state() == TrialState.DONE) {
      return new TrialResult(trial, folder, TrialState.DONE, "", code);
    }
    if (stop.getAsBoolean()) {
      return new TrialResult(trial, folder, TrialState.STOPPED, "", code);
    }
    String reason =
        code == 0
            ? "it ended without a completed " + folder.summaryFile()
            : "exit code " + code + ": " + folder.lastWords();
    new TrialFailure(code, reason).write(folder);
    return new TrialResult(trial, folder, TrialState.FAILED, reason, code);
  }
}

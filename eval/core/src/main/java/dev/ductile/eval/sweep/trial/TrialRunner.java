package dev.ductile.eval.sweep.trial;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.sweep.definition.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * Brings one trial as far as one process gets. A process of a killed sweep that still works on it
 * is waited for, and never run beside.
 */
public final class TrialRunner {
  private static final long POLL_MILLISECONDS = 100;

  /** A memory of 7 GB is written within this on a slow disk. */
  private static final long LAST_CHECKPOINT_MILLISECONDS = 120_000;

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

  /** Runs a trial in this process's environment. */
  public TrialResult run(Trial trial, TrialFolder folder) throws InterruptedException {
    return run(trial, folder, Map.of());
  }

  /**
   * Runs a trial, going on with what is there where that is possible.
   *
   * @param environment variables that its process gets over this process's own
   */
  public TrialResult run(Trial trial, TrialFolder folder, Map<String, String> environment)
      throws InterruptedException {
    if (folder.isDone()) {
      return new TrialResult(trial, folder, TrialState.DONE, "");
    }
    if (stop.getAsBoolean()) {
      return new TrialResult(trial, folder, TrialState.STOPPED, "");
    }
    Optional<TrialResult> waiting = withoutPrefix(trial, folder);
    if (waiting.isPresent()) {
      return waiting.get();
    }
    try (TrialLock lock = TrialLock.tryTake(folder)) {
      return lock.isHeld() && waitForOutlived(folder)
          ? runLocked(trial, folder, environment)
          : new TrialResult(trial, folder, TrialState.STOPPED, TrialLock.TAKEN);
    } catch (OutputException e) {
      return new TrialResult(trial, folder, TrialState.FAILED, e.getMessage());
    }
  }

  /** A tail that has not begun needs its prefix; later it needs nothing but its own folder. */
  private static Optional<TrialResult> withoutPrefix(Trial trial, TrialFolder folder) {
    if (trial.fork().isEmpty() || folder.holdsRun()) {
      return Optional.empty();
    }
    Trial prefix = trial.fork().get().prefix();
    TrialFolder there = folder.of(prefix);
    if (there.isDone()) {
      return Optional.empty();
    }
    boolean failed = there.state() == TrialState.FAILED;
    return Optional.of(
        failed
            ? new TrialResult(
                trial,
                folder,
                TrialState.FAILED,
                prefix.describe() + " failed: " + there.attempts().lastReason())
            : new TrialResult(
                trial,
                folder,
                TrialState.STOPPED,
                "it waits for " + prefix.describe() + ", which is not done"));
  }

  /**
   * Waits for a process of the trial that outlived its sweep.
   *
   * @return false if one works on it that cannot be seen from here, as it runs on another machine
   */
  private boolean waitForOutlived(TrialFolder folder) throws InterruptedException {
    for (Optional<TrialProcess> found = TrialProcess.outlived(folder);
        found.isPresent();
        found = TrialProcess.outlived(folder)) {
      await(found.get());
    }
    return !TrialLock.isRunTaken(folder);
  }

  private TrialResult runLocked(Trial trial, TrialFolder folder, Map<String, String> environment)
      throws InterruptedException {
    if (folder.isDone()) { // by another process, since it was looked at
      return new TrialResult(trial, folder, TrialState.DONE, "");
    }
    if (stop.getAsBoolean()) {
      return new TrialResult(trial, folder, TrialState.STOPPED, "");
    }
    requireSameCode();
    List<String> words = words(trial, folder);
    folder.describe(trial, code);
    AtomicFiles.removeLeftovers(folder.path());
    long killed = OutOfMemoryKills.count();
    Map<String, String> variables = new HashMap<>(launcher.environment());
    variables.putAll(environment);
    TrialProcess process = TrialProcess.start(words, variables, folder);
    try {
      await(process);
    } finally {
      launcher.ended(words);
    }
    return ended(trial, folder, process.exitCode(), OutOfMemoryKills.count() > killed);
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
    Optional<List<String>> onward =
        folder.holdsRun() ? launcher.goOn(trial, folder.run()) : Optional.empty();
    if (onward.isPresent()) {
      return onward.get();
    }
    folder.removeRun();
    List<String> words = new ArrayList<>(launcher.begin(trial, folder.run()));
    trial
        .fork()
        .ifPresent(
            fork ->
                words.addAll(
                    List.of("--fork", folder.of(fork.prefix()).run() + "@" + fork.atFrames())));
    return words;
  }

  private void await(TrialProcess process) throws InterruptedException {
    boolean told = false;
    try {
      while (!process.waitFor(POLL_MILLISECONDS)) {
        if (!told && stop.getAsBoolean()) {
          process.terminate();
          told = true;
        }
      }
    } catch (InterruptedException e) {
      // Whoever runs the trial next must find it alone, and its last checkpoint written.
      process.terminate();
      process.end(LAST_CHECKPOINT_MILLISECONDS);
      throw e;
    }
  }

  private TrialResult ended(
      Trial trial, TrialFolder folder, OptionalInt exitCode, boolean outOfMemoryKills) {
    int exit = exitCode.orElse(TrialResult.NO_EXIT_CODE);
    if (folder.isDone()) {
      folder.attempts().ended(exit, Optional.empty(), "");
      return new TrialResult(trial, folder, TrialState.DONE, "", Optional.empty(), exit);
    }
    if (stop.getAsBoolean()) {
      folder.attempts().ended(exit, Optional.empty(), "the sweep was stopped");
      return new TrialResult(trial, folder, TrialState.STOPPED, "", Optional.empty(), exit);
    }
    String words = folder.lastWords();
    TrialCause cause = TrialCause.of(exit, words, outOfMemoryKills);
    String reason =
        exit == 0
            ? "it ended without a completed " + folder.summaryFile()
            : "exit code " + exit + ": " + words;
    folder.attempts().ended(exit, Optional.of(cause), reason);
    return new TrialResult(trial, folder, TrialState.FAILED, reason, Optional.of(cause), exit);
  }
}

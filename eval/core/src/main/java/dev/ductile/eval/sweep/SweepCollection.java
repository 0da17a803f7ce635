package dev.ductile.eval.sweep;

import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.sweep.trial.TrialFailure;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is there of a sweep whose trials were run by themselves. Runs nothing, changes nothing. */
public final class SweepCollection {
  private final List<TrialResult> results = new ArrayList<>();
  private int running;

  /** Looks at what is there. */
  public SweepCollection(Sweep sweep) {
    for (TrialResult found : sweep.found()) {
      Optional<TrialFailure> failure = TrialFailure.of(found.folder());
      boolean failed = found.state() != TrialState.DONE && failure.isPresent();
      results.add(
          failed
              ? new TrialResult(
                  found.trial(),
                  found.folder(),
                  TrialState.FAILED,
                  failure.get().reason(),
                  failure.get().exitCode())
              : found);
      running += found.state() != TrialState.DONE && isRunning(found.folder()) ? 1 : 0;
    }
  }

  private static boolean isRunning(TrialFolder folder) {
    return RunLock.isTaken(folder.path()) || RunLock.isTaken(folder.run());
  }

  /** One for each trial, in the sweep's order: done, failed, started or new. */
  public List<TrialResult> results() {
    return List.copyOf(results);
  }

  /** Trials in a state. */
  public int count(TrialState state) {
    return (int) results.stream().filter(result -> result.state() == state).count();
  }

  /** Trials that are neither done nor failed. */
  public int missing() {
    return results.size() - count(TrialState.DONE) - count(TrialState.FAILED);
  }

  /**
   * What is there in one line. Who runs on other machines nobody sees: those trials count as
   * started, or as not begun.
   */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%d trials: %d done, %d failed, %d started, %d not begun%s",
        results.size(),
        count(TrialState.DONE),
        count(TrialState.FAILED),
        count(TrialState.STARTED),
        count(TrialState.NEW),
        running == 0 ? "" : "; " + running + " of them run on this machine now");
  }
}

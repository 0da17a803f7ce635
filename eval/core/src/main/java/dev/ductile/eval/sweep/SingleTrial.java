package dev.ductile.eval.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialLauncher;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialRunner;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * One trial of a sweep, run by itself: many of them may run side by side, on machines that share
 * the output folder.
 */
public final class SingleTrial {
  private final Sweep sweep;
  private final int index;

  /**
   * A trial of a sweep.
   *
   * @param index its place in the sweep's list, from 0; the sweep's file fixes the list
   * @throws ConfigurationException if there is none
   */
  public SingleTrial(Sweep sweep, int index) {
    this.sweep = sweep;
    this.index = index;
    int trials = sweep.trials().size();
    if (index < 0 || index >= trials) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "--trial %d: sweep %s has the trials 0 to %d",
              index,
              sweep.definition().name(),
              trials - 1));
    }
  }

  /** Which. */
  public Trial trial() {
    return sweep.trials().get(index);
  }

  /** What is there of it. */
  public TrialResult found() {
    TrialFolder folder = sweep.folder(trial());
    return new TrialResult(trial(), folder, folder.state(), "");
  }

  /** Whether, and which, other code worked on it. */
  public TrialCode code() {
    return new TrialCode(sweep, List.of(found()));
  }

  /**
   * Runs it, going on with what is there. A trial that another process runs is left to that one.
   *
   * @param stop once true, the trial's process is told to stop and waited for
   */
  public TrialResult run(TrialLauncher launcher, BooleanSupplier stop) throws InterruptedException {
    return new TrialRunner(launcher, sweep.code(), stop).run(trial(), found().folder());
  }
}

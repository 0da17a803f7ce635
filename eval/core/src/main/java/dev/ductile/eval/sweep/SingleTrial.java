package dev.ductile.eval.sweep;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialResolver;
import dev.ductile.eval.sweep.trial.TrialLauncher;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One trial of a sweep, run by itself: many of them may run side by side, on machines that share
 * the output folder.
 */
public final class SingleTrial {
  private final Sweep sweep;

  /**
   * A trial of a sweep. Only this one is resolved, so that a start takes no longer in a large plan.
   *
   * @param index its place in the sweep's list, from 0; the sweep's file fixes the list
   * @param out the sweep's folder
   * @param code that runs it
   * @throws dev.ductile.base.ConfigurationException if there is none, or it cannot be run
   */
  public SingleTrial(
      SweepDefinition definition, int index, Path out, CodeIdentity code, TrialResolver resolver) {
    this.sweep =
        new Sweep(definition, List.of(Trial.at(definition, index, resolver)), out, code, resolver);
  }

  /** Which. */
  public Trial trial() {
    return sweep.trials().get(0);
  }

  /** What is there of it. */
  public TrialResult found() {
    return sweep.found().get(0);
  }

  /** Whether, and why, what is there is stale. */
  public StaleTrials stale() {
    return new StaleTrials(sweep);
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

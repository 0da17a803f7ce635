package dev.ductile.eval.sweep;

import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.time.Duration;

/** Hears of a sweep's progress, one call at a time. */
@FunctionalInterface
public interface SweepListener {
  /**
   * A trial ended.
   *
   * @param finished trials that are done or failed, with this one
   * @param total all trials
   * @param took how long this one ran
   * @param left estimate for the rest, from the trials that ended so far
   */
  void onTrial(TrialResult result, int finished, int total, Duration took, Duration left);

  /** A trial's process is started, or one that outlived its sweep is waited for. */
  default void onStart(Trial trial, TrialFolder folder) {}

  /**
   * A trial's process ended early, and another one follows.
   *
   * @param result with the cause
   * @param retry which one follows, from 1
   * @param retries how many there may be
   */
  default void onRetry(TrialResult result, int retry, int retries) {}
}

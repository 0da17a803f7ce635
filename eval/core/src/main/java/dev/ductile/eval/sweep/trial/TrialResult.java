package dev.ductile.eval.sweep.trial;

import dev.ductile.eval.sweep.definition.Trial;

/**
 * A trial and what became of it.
 *
 * @param trial which
 * @param folder where
 * @param state how far it is
 * @param reason why it failed, or was not begun; empty otherwise
 * @param exitCode with which its process ended; {@link #NO_PROCESS} if none was started
 */
public record TrialResult(
    Trial trial, TrialFolder folder, TrialState state, String reason, int exitCode) {
  /** Instead of an exit code. */
  public static final int NO_PROCESS = -1;

  /** A trial for which no process was started. */
  public TrialResult(Trial trial, TrialFolder folder, TrialState state, String reason) {
    this(trial, folder, state, reason, NO_PROCESS);
  }

  /** Whether it was not begun because another process runs it. */
  public boolean isTaken() {
    return state == TrialState.STOPPED && reason.equals(TrialLock.TAKEN);
  }
}

package dev.ductile.eval.sweep.trial;

import dev.ductile.eval.sweep.definition.Trial;
import java.util.Optional;

/**
 * A trial and what became of it.
 *
 * @param trial which
 * @param folder where
 * @param state how far it is
 * @param reason why it failed, is stale or was not begun; empty otherwise
 * @param cause the kind of failure; empty otherwise
 * @param exitCode of its process; -1 where none was run, or nobody saw it end
 */
public record TrialResult(
    Trial trial,
    TrialFolder folder,
    TrialState state,
    String reason,
    Optional<TrialCause> cause,
    int exitCode) {
  /** No process was run. */
  public static final int NO_EXIT_CODE = -1;

  /** One that no process was run for. */
  public TrialResult(Trial trial, TrialFolder folder, TrialState state, String reason) {
    this(trial, folder, state, reason, Optional.empty(), NO_EXIT_CODE);
  }

  /** Whether it was not begun because another process runs it. */
  public boolean isTaken() {
    return state == TrialState.STOPPED && reason.equals(TrialLock.TAKEN);
  }
}

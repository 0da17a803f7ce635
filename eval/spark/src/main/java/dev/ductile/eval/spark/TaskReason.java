package dev.ductile.eval.spark;

import dev.ductile.eval.sweep.trial.TrialCause;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a trial's attempt failed, out of what Spark says: the trial's own words, or Spark's where the
 * task was killed or its executor lost.
 *
 * @param cause as the trial's process told it; empty if it did not
 * @param text in one line
 */
record TaskReason(Optional<TrialCause> cause, String text) {
  /** {@code … most recent failure: Lost task 0.3 in … (TID 7) (HOST executor 1): REASON}. */
  private static final Pattern LAST_FAILURE =
      Pattern.compile(
          "most recent failure: (?:Lost task [^:]*?\\(TID \\d+\\) \\([^)]*\\): )?(?:[\\w.$]*\\.)?"
              + "(.*)");

  /** Of an attempt. */
  static TaskReason of(String text) {
    String line = text.lines().findFirst().orElse("").replaceFirst("^\\w*Exception: ", "").strip();
    Optional<TrialCause> told =
        Stream.of(TrialCause.values())
            .filter(cause -> line.startsWith(cause.text() + ": "))
            .findFirst();
    int head = told.map(cause -> cause.text().length() + 2).orElse(0);
    return new TaskReason(told, line.substring(head));
  }

  /** The same of an attempt that a process did not end by itself, if it says nothing. */
  TaskReason orCrash() {
    return cause.isPresent() ? this : new TaskReason(Optional.of(TrialCause.CRASH), text);
  }

  /** Of the last attempt, as a job's failure tells it. */
  static TaskReason ofLast(Throwable failure) {
    String all = String.valueOf(failure.getMessage());
    Matcher last = LAST_FAILURE.matcher(all);
    return of(last.find() ? last.group(1) : all).orCrash();
  }

  /** The trial with this failure. */
  TrialResult failed(TrialResult trial) {
    return new TrialResult(
        trial.trial(), trial.folder(), TrialState.FAILED, text, cause, TrialResult.NO_EXIT_CODE);
  }
}

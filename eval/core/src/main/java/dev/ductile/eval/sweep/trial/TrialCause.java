package dev.ductile.eval.sweep.trial;

import dev.ductile.base.ExitCodes;
import java.util.Locale;

/** Why a trial's process ended before the trial was completed. */
public enum TrialCause {
  /** The process died: a signal, or a crash in native code. */
  CRASH(true),
  /** It asked for more memory than there is, or the system killed it for that. */
  MEMORY(true),
  /** Somebody else stopped it in good order; it goes on from its checkpoint. */
  STOPPED(true),
  /** Another process held the run: a trial's process that outlived its sweep. */
  BUSY(true),
  /** It ended with an error of another kind, such as a full disk. */
  ERROR(true),
  /**
   * The loss became infinite or NaN, which it would again: the same bits come of the same steps.
   */
  NON_FINITE_LOSS(false),
  /** Its command line or configuration is not possible. */
  CONFIGURATION(false),
  /** A ROM or a data set is not there. */
  MISSING_DATA(false);

  /** Beyond this an exit code says which signal ended the process. */
  private static final int SIGNALS = 128;

  private static final int MOST_SIGNALS = 64;

  private final boolean retried;

  TrialCause(boolean retried) {
    this.retried = retried;
  }

  /** Whether another process could get further. */
  public boolean isRetried() {
    return retried;
  }

  /** As it stands in tables and files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * What an ending says.
   *
   * @param exitCode of the process
   * @param lastWords the last line of its own that it printed
   * @param outOfMemoryKills whether the system killed a process for memory meanwhile
   */
  static TrialCause of(int exitCode, String lastWords, boolean outOfMemoryKills) {
    if (exitCode > SIGNALS && exitCode <= SIGNALS + MOST_SIGNALS) {
      return outOfMemoryKills && exitCode == SIGNALS + 9 ? MEMORY : CRASH;
    }
    return switch (exitCode) {
      case ExitCodes.USAGE -> CONFIGURATION;
      case ExitCodes.MISSING -> MISSING_DATA;
      case ExitCodes.STOPPED -> STOPPED;
      default -> ofWords(lastWords);
    };
  }

  /** All that a process can tell beside its code is what it prints; tests hold these words. */
  private static TrialCause ofWords(String lastWords) {
    if (lastWords.startsWith("ductile: out of memory")
        || lastWords.contains(" bytes off-heap but only ")) {
      return MEMORY;
    }
    if (lastWords.startsWith("ductile: the loss became ")) {
      return NON_FINITE_LOSS;
    }
    return lastWords.startsWith("ductile: another process is writing to ") ? BUSY : ERROR;
  }
}

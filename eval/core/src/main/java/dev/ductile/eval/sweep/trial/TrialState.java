package dev.ductile.eval.sweep.trial;

import java.util.Locale;

/** How far a trial is. */
public enum TrialState {
  /** Its summary says that it was completed. */
  DONE,
  /** Nothing of it is there. */
  NEW,
  /** It was started and has not ended. */
  STARTED,
  /** It ended without having been completed. */
  FAILED,
  /** It was told to stop; it goes on when the sweep does. */
  STOPPED;

  /** As it stands in tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

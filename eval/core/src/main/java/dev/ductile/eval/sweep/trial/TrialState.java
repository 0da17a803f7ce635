package dev.ductile.eval.sweep.trial;

import java.util.Locale;

/** How far a trial is. */
public enum TrialState {
  /** Its summary says that it was completed. */
  DONE,
  /** A process works on it. */
  RUNNING,
  /** It was started and has not ended; it goes on where it was. */
  RESUMABLE,
  /** Its last process ended without having completed it, and nobody told it to. */
  FAILED,
  /** What is there was made by other code, of another configuration, or on another kind of CPU. */
  STALE,
  /** Nothing of it is there. */
  MISSING,
  /** It was told to stop, or not begun, as the sweep was; it goes on when the sweep does. */
  STOPPED;

  /** As it stands in tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

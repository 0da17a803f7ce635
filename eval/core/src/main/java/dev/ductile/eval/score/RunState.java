package dev.ductile.eval.score;

import java.util.Locale;

/** How far a run on disk is. */
public enum RunState {
  /** Its summary says that all frames and the final evaluation were done. */
  COMPLETED,
  /** It was told to stop and wrote a summary; it can go on. */
  STOPPED,
  /** It wrote no summary and no process works on it: it was killed or broke off. */
  FAILED,
  /** A process works on it. */
  RUNNING;

  /** As it stands in tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

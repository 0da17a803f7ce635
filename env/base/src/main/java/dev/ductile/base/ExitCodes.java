package dev.ductile.base;

/** What a command's process ends with. */
public final class ExitCodes {
  /** Done. */
  public static final int DONE = 0;

  /** Failed. */
  public static final int FAILED = 1;

  /** Bad usage or configuration. */
  public static final int USAGE = 2;

  /** A ROM or data set is missing. */
  public static final int MISSING = 3;

  /** Stopped early; what was done is on disk. */
  public static final int STOPPED = 75;

  private ExitCodes() {}
}

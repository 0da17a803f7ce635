package dev.ductile.eval.run;

/**
 * How long a run takes, in all its processes.
 *
 * @param startNanos when this process began with it, of {@link System#nanoTime}
 * @param earlierSeconds spent by its processes before
 * @param startFrames emulator frames that they left
 */
record RunClock(long startNanos, double earlierSeconds, long startFrames) {

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** Seconds spent by now, in all processes of the run. */
  double wallSeconds() {
    return earlierSeconds + seconds();
  }

  /**
   * Frames a second of this process.
   *
   * @param frames of the run by now
   */
  double framesPerSecond(long frames) {
    return (frames - startFrames) / seconds();
  }
}

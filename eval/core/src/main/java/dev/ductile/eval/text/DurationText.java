package dev.ductile.eval.text;

import java.time.Duration;

/** Durations for people. */
public final class DurationText {
  private DurationText() {}

  /** A duration in its two greatest units. */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}

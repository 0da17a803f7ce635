package dev.ductile.eval.sweep.live;

import dev.ductile.eval.text.DurationText;
import java.time.Duration;
import java.util.Locale;

/**
 * A line of the live table.
 *
 * @param name the trial's labels
 * @param state what it does
 * @param frames and of how many
 * @param speed frames per second
 * @param lastReturn of the last game
 * @param left how long the rest takes
 */
record TrialRow(
    String name, String state, String frames, String speed, String lastReturn, String left) {
  static final TrialRow HEAD =
      new TrialRow("trial", "state", "frames", "frames/s", "return", "left");

  private static final int NUMBER_COLUMNS = 54;

  /** Of a trial that runs. */
  static TrialRow of(String name, TrialPulse pulse, Duration quiet, Duration tooLong) {
    boolean late = quiet.compareTo(tooLong) > 0;
    return new TrialRow(
        name,
        late ? "quiet " + DurationText.of(quiet) : pulse.frames() < 0 ? "starting" : "running",
        pulse.frames() < 0
            ? ""
            : pulse.plannedFrames() <= 0
                ? String.format(Locale.ROOT, "%,d", pulse.frames())
                : String.format(
                    Locale.ROOT,
                    "%s of %s",
                    shortened(pulse.frames()),
                    shortened(pulse.plannedFrames())),
        number("%,.0f", pulse.framesPerSecond()),
        number("%.1f", pulse.lastReturn()),
        pulse.left().map(DurationText::of).orElse(""));
  }

  private static String shortened(long frames) {
    return frames < 10_000
        ? Long.toString(frames)
        : frames < 10_000_000
            ? String.format(Locale.ROOT, "%dk", frames / 1000)
            : String.format(Locale.ROOT, "%.1fM", frames / 1e6);
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
  }

  /** In so many columns; the name is cut where there are too few. */
  String text(int columns) {
    int width = Math.max(8, columns - NUMBER_COLUMNS);
    String shown = name.length() > width ? name.substring(0, width - 1) + "…" : name;
    String line =
        String.format(
            Locale.ROOT,
            "%-" + width + "s %-12s %14s %8s %8s %7s",
            shown,
            state,
            frames,
            speed,
            lastReturn,
            left);
    return line.length() > columns ? line.substring(0, columns) : line;
  }
}

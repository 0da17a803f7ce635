package dev.ductile.eval.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts a training's figures into words, for a bar of a given width or as a plain line. */
final class ProgressText {
  private static final int MIN_BAR_COLUMNS = 4;
  private static final int MAX_BAR_COLUMNS = 30;
  private static final String UNKNOWN = "-";

  private final String name;
  private final long totalFrames;

  ProgressText(String name, long totalFrames) {
    this.name = name;
    this.totalFrames = totalFrames;
  }

  long totalFrames() {
    return totalFrames;
  }

  /** One line of at most {@code columns} columns; narrow ones leave out what matters least. */
  String bar(ProgressSnapshot now, double framesPerSecond, int columns, boolean unicode) {
    String head = String.format(Locale.ROOT, "%s %3.0f%% ", name, 100 * fraction(now));
    // Fixed widths, so that the line does not jump about while figures change.
    String total = Numbers.shortCount((double) totalFrames);
    List<String> details =
        new ArrayList<>(
            List.of(
                padded(Numbers.shortCount((double) now.frames()), total.length())
                    + "/"
                    + total
                    + " frames",
                padded(rate(framesPerSecond), 5) + "/s",
                "return " + padded(oneDecimal(now.recentMeanReturn()), 5),
                "loss " + padded(threeDigits(now.loss()), 6),
                (unicode ? "\u03b5 " : "eps ") + padded(twoDecimals(now.epsilon()), 4),
                "ETA " + eta(now, framesPerSecond)));
    // What narrow terminals lose first: epsilon, then loss, count, rate, return.
    for (int position : new int[] {4, 3, 0, 0, 0}) {
      if (head.length() + length(details) <= columns) {
        break;
      }
      details.remove(position);
    }
    int free = columns - head.length() - length(details);
    int barColumns = free < MIN_BAR_COLUMNS ? 0 : Math.min(MAX_BAR_COLUMNS, free);
    int done = (int) Math.floor(fraction(now) * barColumns);
    String line =
        head
            + (unicode ? "\u2588" : "#").repeat(done)
            + (unicode ? "\u2591" : ".").repeat(barColumns - done)
            + " "
            + String.join("  ", details);
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
  }

  /** One line for a log file or a pipe. */
  String plain(ProgressSnapshot now, double framesPerSecond) {
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d frames (%.0f %%), %s frames/s, return %s, loss %s, epsilon %s, ETA %s",
        name,
        now.frames(),
        totalFrames,
        100 * fraction(now),
        rate(framesPerSecond),
        oneDecimal(now.recentMeanReturn()),
        threeDigits(now.loss()),
        twoDecimals(now.epsilon()),
        eta(now, framesPerSecond));
  }

  private double fraction(ProgressSnapshot now) {
    return totalFrames <= 0 ? 1 : Math.min(1, Math.max(0, now.frames() / (double) totalFrames));
  }

  private String eta(ProgressSnapshot now, double framesPerSecond) {
    if (now.frames() >= totalFrames) {
      return "0:00";
    }
    if (!(framesPerSecond > 0)) {
      return UNKNOWN;
    }
    long seconds = Math.round((totalFrames - now.frames()) / framesPerSecond);
    long hours = seconds / 3600;
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private static int length(List<String> details) {
    return 1 + details.stream().mapToInt(String::length).sum() + 2 * (details.size() - 1);
  }

  private static String padded(String text, int columns) {
    return " ".repeat(Math.max(0, columns - text.length())) + text;
  }

  private static String rate(double value) {
    return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String oneDecimal(double value) {
    return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String twoDecimals(double value) {
    return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String threeDigits(double value) {
    return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%.3g", value);
  }
}

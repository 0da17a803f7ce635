package dev.ductile.eval.progress;

import dev.ductile.eval.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts a snapshot's figures into words, for a bar of a given width or as a plain line. */
final class ProgressText {
  static final String EPSILON = "epsilon";

  private static final int MIN_BAR_COLUMNS = 4;
  private static final int MAX_BAR_COLUMNS = 30;
  private static final String UNKNOWN = "-";

  private final String name;

  /** What is shown belongs to something with this name. */
  ProgressText(String name) {
    this.name = name;
  }

  /** One line of at most {@code columns} columns; narrow ones leave out what matters least. */
  String bar(ProgressSnapshot now, double framesPerSecond, int columns, boolean unicode) {
    // Fixed widths, so that the line does not jump about while figures change.
    String total = total(now, Numbers.shortCount((double) now.totalFrames()));
    List<String> first =
        new ArrayList<>(
            List.of(
                padded(Numbers.shortCount((double) now.frames()), total.length())
                    + "/"
                    + total
                    + " frames",
                padded(rate(framesPerSecond), 5) + "/s"));
    List<String> details = new ArrayList<>();
    for (ProgressSnapshot.Detail detail : now.details()) {
      details.add(inBar(detail.label(), unicode) + " " + padded(detail.text(), detail.columns()));
    }
    String eta = "ETA " + eta(now, framesPerSecond);
    String head = head(now);
    // What narrow terminals lose first: the last details, then count, rate, the first detail.
    while (head.length() + length(first, details, eta) > columns) {
      if (details.size() > 1) {
        details.remove(details.size() - 1);
      } else if (!first.isEmpty()) {
        first.remove(0);
      } else if (!details.isEmpty()) {
        details.remove(0);
      } else {
        break;
      }
    }
    first.addAll(details);
    first.add(eta);
    return line(now, String.join("  ", first), columns, unicode);
  }

  private static int length(List<String> first, List<String> details, String eta) {
    int all = 1 + eta.length();
    for (List<String> texts : List.of(first, details)) {
      all += texts.stream().mapToInt(text -> text.length() + 2).sum();
    }
    return all;
  }

  /** The bar with what is being done meanwhile instead of figures. */
  String bar(ProgressSnapshot now, String activity, int columns, boolean unicode) {
    return line(now, activity, columns, unicode);
  }

  private String line(ProgressSnapshot now, String text, int columns, boolean unicode) {
    String head = head(now);
    int free = columns - head.length() - 1 - text.length();
    int barColumns = free < MIN_BAR_COLUMNS ? 0 : Math.min(MAX_BAR_COLUMNS, free);
    int done = (int) Math.floor(fraction(now) * barColumns);
    String line =
        head
            + (unicode ? "\u2588" : "#").repeat(done)
            + (unicode ? "\u2591" : ".").repeat(barColumns - done)
            + " "
            + text;
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
  }

  private String head(ProgressSnapshot now) {
    return String.format(Locale.ROOT, "%s %3.0f%% ", name, 100 * fraction(now));
  }

  /** One line for a log file or a pipe. */
  String plain(ProgressSnapshot now, double framesPerSecond) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %,d of %s frames (%.0f %%), %s frames/s",
            name,
            now.frames(),
            total(now, String.format(Locale.ROOT, "%,d", now.totalFrames())),
            100 * fraction(now),
            rate(framesPerSecond)));
    for (ProgressSnapshot.Detail detail : now.details()) {
      text.append(", ").append(detail.label()).append(' ').append(detail.text());
    }
    return text.append(", ETA ").append(eta(now, framesPerSecond)).toString();
  }

  /** A plain line that says what is being done meanwhile. */
  String plain(String activity) {
    return name + ": " + activity;
  }

  private static String total(ProgressSnapshot now, String number) {
    return now.totalFrames() <= 0 ? "?" : now.atMost() ? "<" + number : number;
  }

  private static double fraction(ProgressSnapshot now) {
    return now.totalFrames() <= 0
        ? 0
        : Math.min(1, Math.max(0, now.frames() / (double) now.totalFrames()));
  }

  private static String eta(ProgressSnapshot now, double framesPerSecond) {
    if (now.totalFrames() > 0 && now.frames() >= now.totalFrames()) {
      return "0:00";
    }
    if (!(framesPerSecond > 0) || now.totalFrames() <= 0) {
      return UNKNOWN;
    }
    String bound = now.atMost() ? "<" : "";
    return bound + duration((now.totalFrames() - now.frames()) / framesPerSecond);
  }

  /** Hours, minutes and seconds. */
  static String duration(double duration) {
    long seconds = Math.round(duration);
    long hours = seconds / 3600;
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private static String inBar(String label, boolean unicode) {
    return label.equals(EPSILON) ? (unicode ? "\u03b5" : "eps") : label;
  }

  private static String padded(String text, int columns) {
    return " ".repeat(Math.max(0, columns - text.length())) + text;
  }

  private static String rate(double value) {
    return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%,.0f", value);
  }
}

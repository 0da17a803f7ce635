package dev.ductile.eval.statistics;

import java.util.Locale;

/** Numbers of tables and pictures over seeds, written in one way. */
public final class IntervalText {
  /** What is smaller than this share of the numbers beside it is rounding, and printed as 0. */
  private static final double NOISE = 1e-9;

  /** Below it digits are counted from the first one that is not 0. */
  private static final double LEAST_BRIEF = 1e-4;

  private IntervalText() {}

  /** Estimate and interval, {@code 0.054 (0.01 to 0.098)}, or the estimate alone. */
  public static String of(Interval interval) {
    String estimate = estimate(interval);
    return interval.hasEnds() ? estimate + " (" + ends(interval) + ")" : estimate;
  }

  /**
   * The same in as many digits as the interval's half width is worth: two of its own, {@code 0.663
   * (0.624 to 0.703)}. Without an interval as {@link #of}.
   */
  public static String brief(Interval interval) {
    double half = (interval.high() - interval.low()) / 2;
    if (!interval.hasEnds() || !(half > 0) || half < LEAST_BRIEF) {
      return of(interval);
    }
    int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(half)));
    return String.format(
            Locale.ROOT,
            "%." + decimals + "f (%." + decimals + "f to %." + decimals + "f)",
            interval.estimate(),
            interval.low(),
            interval.high())
        .replaceAll("-(0(\\.0+)?)(?![\\d.])", "$1");
  }

  /** The estimate; a dash for none. */
  public static String estimate(Interval interval) {
    return number(interval.estimate(), scale(interval));
  }

  /** The interval, {@code 0.01 to 0.098}; a dash for none. */
  public static String ends(Interval interval) {
    double scale = scale(interval);
    return interval.hasEnds()
        ? number(interval.low(), scale) + " to " + number(interval.high(), scale)
        : "–";
  }

  private static double scale(Interval interval) {
    double ends =
        interval.hasEnds() ? Math.max(Math.abs(interval.low()), Math.abs(interval.high())) : 0;
    return Math.max(ends, Math.abs(interval.estimate()));
  }

  /**
   * A number in about four digits; a dash for what is none.
   *
   * @param scale magnitude of the numbers beside it: what is but rounding of it is 0
   */
  public static String number(double value, double scale) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    if (size <= NOISE * scale) {
      return "0";
    }
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    String text = String.format(Locale.ROOT, size >= 1000 ? "%.1f" : "%.4f", value);
    text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    return text.equals("-0") ? "0" : text;
  }
}

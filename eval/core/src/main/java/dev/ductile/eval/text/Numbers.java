package dev.ductile.eval.text;

import java.util.Locale;

/** Numbers as people like to read them. */
public final class Numbers {
  private Numbers() {}

  /** A count in few digits: 950, 1.5k, 50k, 1.25M. */
  public static String shortCount(double count) {
    double size = Math.abs(count);
    if (size < 1e3) {
      return trimmed(count);
    }
    if (size < 1e6) {
      return trimmed(count / 1e3) + "k";
    }
    return size < 1e9 ? trimmed(count / 1e6) + "M" : trimmed(count / 1e9) + "B";
  }

  /** A return without needless digits: 21, -20.7, 7,127. */
  public static String plain(double value) {
    return Math.abs(value) < 1000 ? trimmed(value) : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    return text.equals("-0") ? "0" : text;
  }
}

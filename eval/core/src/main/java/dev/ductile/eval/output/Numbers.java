package dev.ductile.eval.output;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** Numbers as people like to read them. */
final class Numbers {
  private Numbers() {}

  /** A count in few digits: 950, 1.5k, 50k, 1.25M. */
  static String shortCount(double count) {
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
  static String plain(double value) {
    return Math.abs(value) < 1000 ? trimmed(value) : String.format(Locale.ROOT, "%,.0f", value);
  }

  /**
   * The least multiple, not below {@code value}, of a step that is 1, 2 or 5 times a power of ten
   * and at least {@code minStep}.
   */
  static double roundedUp(double value, double minStep) {
    double power = Math.pow(10, Math.floor(Math.log10(minStep)));
    double step =
        DoubleStream.of(1, 2, 5)
            .map(m -> m * power)
            .filter(m -> m >= minStep)
            .findFirst()
            .orElse(10 * power);
    return Math.ceil(value / step) * step;
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    return text.equals("-0") ? "0" : text;
  }
}

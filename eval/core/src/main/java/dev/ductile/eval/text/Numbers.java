package dev.ductile.eval.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.DoubleStream;

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

  /**
   * The least multiple, not below {@code value}, of a step that is 1, 2 or 5 times a power of ten
   * and at least {@code minStep}.
   */
  public static double roundedUp(double value, double minStep) {
    double power = Math.pow(10, Math.floor(Math.log10(minStep)));
    double step =
        DoubleStream.of(1, 2, 5)
            .map(m -> m * power)
            .filter(m -> m >= minStep)
            .findFirst()
            .orElse(10 * power);
    return Math.ceil(value / step) * step;
  }

  /** A number of any size in at most four digits: 0.08, -1.25, 12340, 1.5e-07. */
  public static String fourDigits(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.4g", value).replaceAll("\\.?0+e", "e");
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    return text.equals("-0") ? "0" : text;
  }
}

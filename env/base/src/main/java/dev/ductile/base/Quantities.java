package dev.ductile.base;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one way to write numbers, on the command line, in settings and in files: {@code 64}, {@code
 * 0.25}, {@code 1e-5}, {@code 1e7}, {@code 250k}, {@code 10M}, {@code 2G}, {@code 1_000_000}.
 *
 * <p>What others read as another number is refused rather than guessed at: {@code 010} (8 in YAML
 * and C), {@code 0x10}, {@code 1:30} (90 in YAML), and anything behind the number.
 */
public final class Quantities {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<number>[+-]?(?:\\d{1,3}(?:_\\d{3})+|\\d+)?(?:\\.\\d*)?)"
              + "(?:[eE](?<exponent>[+-]?\\d{1,3})|(?<unit>[kKMG]))?");
  private static final Pattern LEADING_ZERO =
      Pattern.compile("[+-]?0[0-9_]+(\\.\\d*)?([eEkKMG].*)?");

  /** Exponents of ten. */
  private static final Map<String, Integer> UNITS = Map.of("k", 3, "K", 3, "M", 6, "G", 9);

  /** Digits of the largest long. */
  private static final int MOST_DIGITS = 19;

  private Quantities() {}

  /**
   * Reads a whole number; {@code 1e7} and {@code 2.5M} are whole, {@code 2.5} is not.
   *
   * @param text without blanks around it
   * @return the number
   * @throws NumberFormatException if it is none, or beyond a long; the message says why, as the end
   *     of a sentence about the text: {@code is not a whole number}
   */
  public static long whole(String text) {
    BigDecimal number = decimal(text, "a whole number");
    if (number.signum() != 0 && number.precision() - number.scale() > MOST_DIGITS) {
      throw new NumberFormatException("is too large for a whole number");
    }
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      boolean fraction = number.stripTrailingZeros().scale() > 0;
      throw new NumberFormatException(
          fraction ? "is not a whole number" : "is too large for a whole number");
    }
  }

  /**
   * Reads a number.
   *
   * @param text without blanks around it
   * @return the nearest double, finite, and 0 only where 0 was written
   * @throws NumberFormatException if it is none; the message says why, as the end of a sentence
   *     about the text
   */
  public static double real(String text) {
    BigDecimal number = decimal(text, "a number");
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("is too large");
    }
    if (value == 0 && number.signum() != 0) {
      throw new NumberFormatException("is too close to 0");
    }
    // What BigDecimal does not know.
    return value == 0 && text.startsWith("-") ? -0.0 : value;
  }

  /**
   * Reads a number exactly.
   *
   * @param text without blanks around it
   * @return its value
   * @throws NumberFormatException as {@link #real}
   */
  public static BigDecimal decimal(String text) {
    return decimal(text, "a number");
  }

  private static BigDecimal decimal(String text, String wanted) {
    if (LEADING_ZERO.matcher(text).matches()) {
      throw new NumberFormatException(
          "begins with 0, which some read as octal: write "
              + text.replaceFirst("^([+-]?)0[0_]*(?=\\d)", "$1"));
    }
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches() || !matcher.group("number").matches(".*\\d.*")) {
      throw new NumberFormatException("is not " + wanted + hint(text));
    }
    BigDecimal number = new BigDecimal(matcher.group("number").replace("_", ""));
    String unit = matcher.group("unit");
    String exponent = matcher.group("exponent");
    int power = unit != null ? UNITS.get(unit) : exponent != null ? Integer.parseInt(exponent) : 0;
    return number.scaleByPowerOfTen(power);
  }

  private static String hint(String text) {
    if (text.matches("[+-]?0[xXoObB][0-9a-fA-F_]+") || text.matches("[+-]?\\d+(:\\d+)+")) {
      return ": write it with decimal digits";
    }
    return text.matches("[+-]?[\\d.]+m") ? ": write M for millions" : "";
  }
}

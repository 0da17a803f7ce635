package dev.ductile.base;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Checks that say what, which value and what is allowed: of configuration, which a user can mend
 * ({@link ConfigurationException}), and of arguments, which a programmer must ({@link
 * IllegalArgumentException}).
 */
public final class Checks {
  private Checks() {}

  /**
   * Refuses a configured number that is too small.
   *
   * @throws ConfigurationException if it is
   */
  public static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw bad(key, value, "use " + least + " or more");
    }
  }

  /**
   * Refuses a configured number outside an interval, both ends included, and NaN.
   *
   * @throws ConfigurationException if it is outside
   */
  public static void within(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw bad(key, value, String.format(Locale.ROOT, "use %s to %s", text(low), text(high)));
    }
  }

  /**
   * Refuses a configured number outside an interval, both ends included.
   *
   * @throws ConfigurationException if it is outside
   */
  public static void within(String key, long value, long low, long high) {
    if (value < low || value > high) {
      throw bad(key, value, "use " + low + " to " + high);
    }
  }

  /**
   * Refuses a configured number that is not positive and finite.
   *
   * @throws ConfigurationException if it is not
   */
  public static void positive(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw bad(key, value, "use a positive number");
    }
  }

  /**
   * Refuses a configuration without a value that it needs.
   *
   * @throws ConfigurationException if there is none
   */
  public static void present(String key, Object value) {
    if (value == null) {
      throw new ConfigurationException(key + " is missing");
    }
  }

  /**
   * The refusal of a configured value, to be thrown.
   *
   * @param advice what to do instead, such as {@code use 1 or more}
   */
  public static ConfigurationException bad(String key, Object value, String advice) {
    return new ConfigurationException(key + " = " + value + " is not possible: " + advice);
  }

  /**
   * Refuses an index outside 0 to {@code count - 1}.
   *
   * @throws IllegalArgumentException if it is outside
   */
  public static void index(String name, int value, int count) {
    if (value < 0 || value >= count) {
      throw new IllegalArgumentException(name + " must be in 0…" + (count - 1) + ", was " + value);
    }
  }

  /**
   * Refuses a part of a buffer that reaches beyond its limit.
   *
   * @throws IllegalArgumentException if it does
   */
  public static void range(String name, ByteBuffer buffer, int offset, int bytes) {
    if (offset < 0 || offset > buffer.limit() - bytes) {
      throw new IllegalArgumentException(
          name
              + " of "
              + bytes
              + " bytes at offset "
              + offset
              + " is outside a buffer with limit "
              + buffer.limit());
    }
  }

  private static String text(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}

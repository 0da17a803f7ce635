package dev.ductile.agent.config;

import dev.ductile.env.ConfigurationException;
import java.util.Locale;

/** Range checks that name the key, the value and what to do. */
final class Checks {
  private Checks() {}

  static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw bad(key, value, "use " + least + " or more");
    }
  }

  static void within(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw bad(key, value, String.format(Locale.ROOT, "use %s to %s", text(low), text(high)));
    }
  }

  static void within(String key, long value, long low, long high) {
    if (value < low || value > high) {
      throw bad(key, value, "use " + low + " to " + high);
    }
  }

  static void positive(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw bad(key, value, "use a positive number");
    }
  }

  static void present(String key, Object value) {
    if (value == null) {
      throw new ConfigurationException(key + " is missing");
    }
  }

  static ConfigurationException bad(String key, Object value, String advice) {
    return new ConfigurationException(key + " = " + value + " is not possible: " + advice);
  }

  private static String text(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}

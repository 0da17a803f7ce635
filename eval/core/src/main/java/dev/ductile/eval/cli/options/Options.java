package dev.ductile.eval.cli.options;

import dev.ductile.base.ConfigurationException;

/** Range checks of options. */
public final class Options {
  private Options() {}

  /** Refuses what is less. */
  public static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw new ConfigurationException(
          option + " " + value + " is not possible: use " + least + " or more");
    }
  }

  /** Refuses what is outside, both ends being possible. */
  public static void within(String option, long value, long low, long high) {
    if (value < low || value > high) {
      throw new ConfigurationException(
          option + " " + value + " is not possible: use " + low + " to " + high);
    }
  }

  /** The same for real numbers; NaN is outside. */
  public static void within(String option, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new ConfigurationException(
          option + " " + value + " is not possible: use " + low + " to " + high);
    }
  }
}

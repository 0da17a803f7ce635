package dev.ductile.eval.cli;

import dev.ductile.base.ConfigurationException;

/** Range checks of options. */
final class Options {
  private Options() {}

  static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw new ConfigurationException(
          option + " " + value + " is not possible: use " + least + " or more");
    }
  }

  static void within(String option, long value, long low, long high) {
    if (value < low || value > high) {
      throw new ConfigurationException(
          option + " " + value + " is not possible: use " + low + " to " + high);
    }
  }

  static void within(String option, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new ConfigurationException(
          option + " " + value + " is not possible: use " + low + " to " + high);
    }
  }
}

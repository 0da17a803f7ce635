package dev.ductile.eval.probe.task;

import dev.ductile.env.ConfigurationException;

/** Refuses settings of tasks out of range. */
final class TaskChecks {
  private TaskChecks() {}

  static void within(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new ConfigurationException(
          key + " = " + value + " is not possible: use " + low + " to " + high);
    }
  }

  static void present(String key, Object value) {
    if (value == null) {
      throw new ConfigurationException(key + " is missing");
    }
  }
}

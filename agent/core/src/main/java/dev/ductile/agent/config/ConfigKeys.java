package dev.ductile.agent.config;

import dev.ductile.env.ConfigurationException;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The dotted keys of {@link RunConfig}, in the order of the records. */
final class ConfigKeys {
  private static final Map<String, Class<?>> KEYS = new LinkedHashMap<>();

  static {
    collect("", RunConfig.class);
  }

  private ConfigKeys() {}

  private static void collect(String prefix, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + component.getName();
      if (component.getType().isRecord()) {
        collect(key + ".", component.getType());
      } else {
        KEYS.put(key, component.getType());
      }
    }
  }

  /** Every key with the type of its value. */
  static Map<String, Class<?>> all() {
    return KEYS;
  }

  /**
   * Refuses a key that does not exist.
   *
   * @throws ConfigurationException with the nearest key that does
   */
  static void require(String key, String source) {
    if (!KEYS.containsKey(key)) {
      int far = Math.max(2, key.length() / 3);
      String near =
          KEYS.keySet().stream()
              .filter(k -> unlikeness(k, key) <= far)
              .min(Comparator.comparingInt(k -> unlikeness(k, key)))
              .map(k -> "did you mean " + k + "?")
              .orElse("a run's config.yaml lists all keys");
      throw new ConfigurationException(
          "unknown configuration key '" + key + "' in " + source + ": " + near);
    }
  }

  /** Distance to the whole key or to its last word, which users often type alone. */
  private static int unlikeness(String known, String typed) {
    String word = known.substring(known.lastIndexOf('.') + 1);
    return Math.min(distance(known, typed), distance(word, typed));
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

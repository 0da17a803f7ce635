package dev.ductile.agent.config;

import dev.ductile.env.ConfigurationException;
import dev.ductile.env.NearNames;
import java.lang.reflect.RecordComponent;
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
   * @throws ConfigurationException with the nearest keys that do
   */
  static void require(String key, String source) {
    if (!KEYS.containsKey(key)) {
      String near = NearNames.question(key, KEYS.keySet());
      throw new ConfigurationException(
          "unknown configuration key '"
              + key
              + "' in "
              + source
              + (near.isEmpty() ? ": a run's config.yaml lists all keys" : near));
    }
  }
}

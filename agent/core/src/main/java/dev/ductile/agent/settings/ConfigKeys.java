package dev.ductile.agent.settings;

import dev.ductile.agent.config.RunConfig;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The dotted keys of configurations, in the order of their records. */
public final class ConfigKeys {
  private static final Map<String, Class<?>> KEYS = of(RunConfig.class);

  private ConfigKeys() {}

  /**
   * The keys of a configuration, each with the type of its value.
   *
   * @param configuration a record of values and such records
   */
  public static Map<String, Class<?>> of(Class<? extends Record> configuration) {
    Map<String, Class<?>> keys = new LinkedHashMap<>();
    collect("", configuration, keys);
    return Collections.unmodifiableMap(keys);
  }

  private static void collect(String prefix, Class<?> type, Map<String, Class<?>> keys) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + component.getName();
      if (component.getType().isRecord()) {
        collect(key + ".", component.getType(), keys);
      } else {
        keys.put(key, component.getType());
      }
    }
  }

  /** Every key of a run with the type of its value. */
  public static Map<String, Class<?>> all() {
    return KEYS;
  }
}

package dev.ductile.agent.settings;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares configurations key by key. */
public final class ConfigDifferences {
  /** How a run's memory is laid out, and what is kept of it: the result is the same bit for bit. */
  private static final Set<String> WITHOUT_INFLUENCE =
      Set.of("replay.storage", "replay.compressedBytesPerFrame", "run.keepCheckpointsAtFrames");

  private ConfigDifferences() {}

  /** Every value of a configuration, of a run or of a probe, as text, by dotted key. */
  public static Map<String, String> flatten(Record config) {
    Map<String, String> texts = new LinkedHashMap<>();
    values(config).forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  /** Every value of a configuration, by dotted key. */
  static Map<String, Object> values(Record config) {
    Map<String, Object> values = new LinkedHashMap<>();
    collect("", config, values);
    return values;
  }

  private static void collect(String prefix, Record record, Map<String, Object> into) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = valueOf(component, record);
      String key = prefix + component.getName();
      if (value instanceof Record inner) {
        collect(key + ".", inner, into);
      } else {
        into.put(key, value);
      }
    }
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What differs and has an influence on results, one text a key.
   *
   * @param saved values by key, as {@link #flatten} gives them
   * @param wanted likewise
   */
  public static List<String> between(Map<String, String> saved, Map<String, String> wanted) {
    Map<String, String> keys = new LinkedHashMap<>(saved);
    keys.putAll(wanted);
    List<String> differences = new ArrayList<>();
    for (String key : keys.keySet()) {
      String before = saved.getOrDefault(key, "(not set)");
      String now = wanted.getOrDefault(key, "(not set)");
      if (!before.equals(now) && !WITHOUT_INFLUENCE.contains(key)) {
        differences.add(key + " was " + before + ", now " + now);
      }
    }
    return differences;
  }
}

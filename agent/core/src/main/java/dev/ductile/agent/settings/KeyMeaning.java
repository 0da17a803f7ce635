package dev.ductile.agent.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.base.files.Resources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a key of a configuration is for.
 *
 * @param meaning in words
 * @param unit of its number; empty for none
 * @param range of its number in words, such as {@code 1 or more}, {@code 0 to below 1}; empty for
 *     keys that are no numbers
 */
public record KeyMeaning(String meaning, String unit, String range) {
  private static final Map<String, KeyMeaning> RUN = read(KeyMeaning.class, "keys.yaml");

  /** The keys of a run, in the order of its configuration. */
  public static Map<String, KeyMeaning> ofRun() {
    return RUN;
  }

  /**
   * Reads meanings by key.
   *
   * @param owner a class in whose package the resource is
   * @param name of the resource: YAML, {@code key: {meaning, unit, range}}
   */
  public static Map<String, KeyMeaning> read(Class<?> owner, String name) {
    Map<String, KeyMeaning> meanings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> key :
        PlainYaml.read(Resources.text(owner, name), name).properties()) {
      JsonNode said = key.getValue();
      meanings.put(
          key.getKey(),
          new KeyMeaning(
              said.path("meaning").asText(),
              said.path("unit").asText(),
              said.path("range").asText()));
    }
    return Collections.unmodifiableMap(meanings);
  }
}

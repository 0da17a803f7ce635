package dev.ductile.agent.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
  private static final Map<String, KeyMeaning> RUN =
      read(KeyMeaning.class.getResourceAsStream("keys.yaml"), "keys.yaml");

  /** The keys of a run, in the order of its configuration. */
  public static Map<String, KeyMeaning> ofRun() {
    return RUN;
  }

  /**
   * Reads meanings by key.
   *
   * @param resource YAML, {@code key: {meaning, unit, range}}
   * @param name what to call it in messages
   */
  public static Map<String, KeyMeaning> read(InputStream resource, String name) {
    if (resource == null) {
      throw new IllegalStateException("no resource " + name);
    }
    Map<String, KeyMeaning> meanings = new LinkedHashMap<>();
    try (InputStream in = resource) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, JsonNode> key : PlainYaml.read(text, name).properties()) {
        JsonNode said = key.getValue();
        meanings.put(
            key.getKey(),
            new KeyMeaning(
                said.path("meaning").asText(),
                said.path("unit").asText(),
                said.path("range").asText()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(meanings);
  }
}

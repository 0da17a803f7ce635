package dev.ductile.eval.sweep.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.base.Quantities;
import dev.ductile.eval.probe.ProbeConfig;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Words of trials' command lines that earlier versions wrote in another way: they read {@code 1e-5}
 * in a sweep file as a number and wrote it as {@code 1.0E-5}, and {@code on} as {@code true}. Where
 * both mean the same, a trial's hash is made of the former word, so that trials that are done are
 * found again.
 */
final class FormerWords {
  private static final ObjectMapper TYPED = new ObjectMapper(new YAMLFactory());
  private static final Set<String> TRUTHS = Set.of("true", "false");

  private final Map<String, String> words = new LinkedHashMap<>();

  private FormerWords() {}

  /**
   * The former word of each that differs.
   *
   * @param tree the file's content as text
   * @param text the file
   */
  static Map<String, String> of(JsonNode tree, String text) {
    FormerWords former = new FormerWords();
    try {
      JsonNode typed = TYPED.readTree(text);
      former.compare("", tree.path("arguments"), typed.path("arguments"));
      for (Map.Entry<String, JsonNode> axis : tree.path("axes").properties()) {
        JsonNode set = axis.getValue().path("set");
        JsonNode old = typed.path("axes").path(axis.getKey());
        former.compare(
            set.isTextual() ? set.asText().strip() : "",
            axis.getValue().path("values"),
            old.path("values"));
      }
    } catch (JsonProcessingException e) {
      return Map.of(); // no earlier version could read the file
    }
    return former.words;
  }

  private void compare(String key, JsonNode values, JsonNode typed) {
    for (int i = 0; i < values.size() && values.isArray(); i++) {
      add(key, values.get(i), typed.path(i));
    }
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      add(key, entry.getValue(), typed.path(entry.getKey()));
    }
  }

  private void add(String key, JsonNode value, JsonNode typed) {
    String now = value.asText().strip();
    String then = typed.asText();
    if (value.isTextual() && !now.equals(then) && isSame(key, now, then)) {
      String head = key.isEmpty() ? "" : key + "=";
      words.put(head + now, head + then);
    }
  }

  private static boolean isSame(String key, String now, String then) {
    if (TRUTHS.contains(then)) {
      return isSwitch(key);
    }
    try {
      return Quantities.decimal(now).compareTo(new BigDecimal(then)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isSwitch(String key) {
    return ConfigKeys.of(RunConfig.class).get(key) == boolean.class
        || ConfigKeys.of(ProbeConfig.class).get(key) == boolean.class;
  }
}

package dev.ductile.agent.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Printable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** {@code config.yaml}: every value with its source as a comment, readable again. */
public final class ConfigYaml {
  private static final int COMMENT_COLUMN = 46;
  private static final String MARK = " # ";

  private ConfigYaml() {}

  /** Settings as YAML text. */
  public static String write(Settings<RunConfig> settings) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# Resolved configuration; the source of each value stands behind it.\n");
    String section = "";
    for (Map.Entry<String, Setting> entry : settings.all().entrySet()) {
      String key = entry.getKey();
      int dot = key.indexOf('.');
      String head = dot < 0 ? "" : key.substring(0, dot);
      if (!head.equals(section)) {
        section = head;
        yaml.append(dot < 0 ? "" : head + ":\n");
      }
      Setting setting = entry.getValue();
      String value = setting == null ? "null" : scalar(setting.value());
      StringBuilder line =
          new StringBuilder(dot < 0 ? "" : "  ")
              .append(key.substring(dot + 1))
              .append(": ")
              .append(value);
      String source = setting == null ? "not set" : setting.source();
      while (line.length() < COMMENT_COLUMN) {
        line.append(' ');
      }
      yaml.append(line).append(MARK).append(Printable.of(source.replace('\n', ' '))).append('\n');
    }
    return yaml.toString();
  }

  private static String scalar(Object value) {
    try {
      // YAML's quoting where text needs it; the writer's document marker is not wanted.
      return Settings.YAML.writeValueAsString(value).replaceFirst("^---\\s*", "").strip();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads settings from YAML text, nested or with dotted keys.
   *
   * @param name what to call the text in messages
   * @throws ConfigurationException if it is not YAML or holds an unknown key
   */
  public static void readInto(Settings<RunConfig> settings, String yaml, String name) {
    JsonNode root = PlainYaml.read(yaml, name);
    if (!root.isObject()) {
      throw new ConfigurationException(name + " is not a YAML mapping");
    }
    readInto(settings, "", root, name, new HashSet<>());
  }

  /**
   * Reads what {@link #write} wrote: each value with the source that stands behind it.
   *
   * @param name what to call the text in messages, and the source of a value without one
   * @throws ConfigurationException if it is not YAML or holds an unknown key
   */
  public static void readRun(Settings<RunConfig> settings, String yaml, String name) {
    readInto(settings, yaml, name);
    String section = "";
    for (String line : yaml.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon < 0 || line.startsWith("#")) {
        continue;
      }
      String key = line.substring(0, colon).strip();
      if (!line.startsWith(" ")) {
        section = line.strip().equals(key + ":") ? key + "." : "";
      }
      String full = section + key;
      int comment = line.startsWith(MARK, COMMENT_COLUMN) ? COMMENT_COLUMN : line.lastIndexOf(MARK);
      if (comment > colon && ConfigKeys.all().containsKey(full) && settings.get(full) != null) {
        settings.put(
            full, settings.get(full).value(), line.substring(comment + MARK.length()).strip());
      }
    }
  }

  private static void readInto(
      Settings<RunConfig> settings, String prefix, JsonNode node, String name, Set<String> seen) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        readInto(settings, key + ".", value, name, seen);
        continue;
      }
      if (!seen.add(key)) {
        throw new ConfigurationException(
            name + ": " + key + " stands twice, nested and with dots; leave one of them out");
      }
      if (value.isNull()) {
        settings.put(key, null, name);
      } else {
        settings.putRead(key, value.isArray() ? value.toString() : value.asText(), name);
      }
    }
  }
}

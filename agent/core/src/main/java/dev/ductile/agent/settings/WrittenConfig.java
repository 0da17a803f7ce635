package dev.ductile.agent.settings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a {@code config.yaml} as {@link ConfigYaml#write} writes it: a value a line, two levels. It
 * takes a hundredth of the time of a YAML parser, which is what a list of thousands of runs needs.
 * Whatever has another form is left to the parser, and so are all checks of values.
 */
public final class WrittenConfig {
  private static final String COMMENT = " # ";

  private final Map<String, String> found = new HashMap<>();

  private WrittenConfig() {}

  /**
   * Values as text by dotted key, equal to {@link ConfigDifferences#flatten} of what the parser
   * makes of the file.
   *
   * @return empty if the file has another form, names an unknown key, or lacks one
   */
  public static Optional<Map<String, String>> read(String yaml) {
    WrittenConfig config = new WrittenConfig();
    return config.take(yaml) ? config.values() : Optional.empty();
  }

  private boolean take(String yaml) {
    String section = "";
    int start = 0;
    while (start < yaml.length()) {
      int end = yaml.indexOf('\n', start);
      String line = yaml.substring(start, end < 0 ? yaml.length() : end);
      start += line.length() + 1;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean inSection = line.startsWith("  ");
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(inSection ? 2 : 0, colon);
      if (key.isEmpty() || key.startsWith(" ")) {
        return false;
      }
      String rest = line.substring(colon + 1);
      if (!inSection && rest.isEmpty()) {
        section = key + ".";
      } else if (!put((inSection ? section : "") + key, rest)) {
        return false;
      }
    }
    return true;
  }

  private boolean put(String key, String rest) {
    Class<?> type = ConfigKeys.all().get(key);
    String text = type == null ? null : scalar(rest.strip());
    if (text == null) {
      return false;
    }
    if (type == double.class) {
      try {
        text = Double.toString(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return found.put(key, text) == null;
  }

  /** The value before a comment; null for a form that is not read here. */
  private static String scalar(String rest) {
    if (rest.startsWith("\"")) {
      int end = rest.indexOf('"', 1);
      String text = end < 0 ? "\\" : rest.substring(1, end);
      String after = end < 0 ? "" : rest.substring(end + 1).strip();
      boolean whole = after.isEmpty() || after.startsWith("#");
      return whole && text.indexOf('\\') < 0 ? text : null;
    }
    int comment = rest.indexOf(COMMENT);
    String text = (comment < 0 ? rest : rest.substring(0, comment)).strip();
    return text.isEmpty() || "'|>&*!{[%@`#".indexOf(text.charAt(0)) >= 0 ? null : text;
  }

  /** In the order of the configuration, with what was done before a key was there. */
  private Optional<Map<String, String>> values() {
    Map<String, String> filled = FormerDefaults.fill(found);
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, Class<?>> key : ConfigKeys.all().entrySet()) {
      String value = filled.get(key.getKey());
      if (value == null) {
        return Optional.empty();
      }
      values.put(key.getKey(), value);
    }
    return Optional.of(values);
  }
}

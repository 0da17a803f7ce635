package dev.ductile.eval.sweep.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.base.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A YAML mapping whose fields are taken one by one, with messages that say where. */
final class Fields {
  private final JsonNode node;
  private final String where;
  private final Set<String> taken = new HashSet<>();

  Fields(JsonNode node, String where) {
    if (node == null || !node.isObject()) {
      throw new ConfigurationException(where + " is not a YAML mapping (key: value lines)");
    }
    this.node = node;
    this.where = where;
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** Text or a number as it is written; stripped. */
  String text(String field) {
    JsonNode value = need(field);
    if (!value.isValueNode()) {
      throw wrong(field, "is not a text");
    }
    return value.asText().strip();
  }

  /** Whether a field holds one value, not a list or a mapping. */
  boolean isValue(String field) {
    return need(field).isValueNode();
  }

  /** A finite number. */
  double number(String field) {
    String text = text(field);
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(field, "'" + text + "' is not a number");
  }

  String choice(String field, String... choices) {
    String value = text(field);
    if (!List.of(choices).contains(value)) {
      throw wrong(field, "'" + value + "' is not possible: use " + String.join(" or ", choices));
    }
    return value;
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(field)) {
      if (!item.isValueNode() || item.isNull()) {
        throw wrong(field, "entry " + (texts.size() + 1) + " is not a text");
      }
      texts.add(item.asText());
    }
    return texts;
  }

  List<String> textOrTexts(String field) {
    return need(field).isArray() ? texts(field) : List.of(text(field));
  }

  List<Fields> listOfMappings(String field) {
    List<Fields> mappings = new ArrayList<>();
    for (JsonNode item : list(field)) {
      mappings.add(new Fields(item, where + ": " + field + " " + (mappings.size() + 1)));
    }
    return mappings;
  }

  Map<String, Fields> mappings(String field) {
    Map<String, Fields> mappings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : mapping(field).properties()) {
      String name = entry.getKey();
      mappings.put(name, new Fields(entry.getValue(), where + ": " + field + "." + name));
    }
    return mappings;
  }

  /** A mapping below this one. */
  Fields fields(String field) {
    return new Fields(need(field), where + ": " + field);
  }

  /** Label → value, from a mapping, or from a list whose entries are their own labels. */
  Map<String, String> labelled(String field) {
    if (!need(field).isArray()) {
      return textMap(field);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String value : texts(field)) {
      if (values.put(value, value) != null) {
        throw wrong(field, "'" + value + "' stands twice");
      }
    }
    return values;
  }

  /** A mapping from texts to texts; null counts as an empty text. */
  Map<String, String> textMap(String field) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : mapping(field).properties()) {
      if (!entry.getValue().isValueNode()) {
        throw wrong(field + "." + entry.getKey(), "is not a text");
      }
      String text = entry.getValue().isNull() ? "" : entry.getValue().asText();
      values.put(entry.getKey(), text.strip());
    }
    return values;
  }

  /** Complains about fields that nobody took. */
  void refuseOthers() {
    Set<String> others = new TreeSet<>();
    node.fieldNames().forEachRemaining(others::add);
    others.removeAll(taken);
    if (!others.isEmpty()) {
      throw wrong("", "unknown " + String.join(", ", others) + "; there are " + knownFields());
    }
  }

  ConfigurationException wrong(String field, String problem) {
    return new ConfigurationException(
        where + ": " + (field.isEmpty() ? "" : field + ": ") + problem);
  }

  private String knownFields() {
    return String.join(", ", new TreeSet<>(taken));
  }

  private JsonNode list(String field) {
    JsonNode value = need(field);
    if (!value.isArray()) {
      throw wrong(field, "is not a list");
    }
    return value;
  }

  private JsonNode mapping(String field) {
    JsonNode value = need(field);
    if (!value.isObject()) {
      throw wrong(field, "is not a mapping (name: value lines)");
    }
    return value;
  }

  private JsonNode need(String field) {
    taken.add(field);
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw wrong(field, "is missing");
    }
    return value;
  }
}

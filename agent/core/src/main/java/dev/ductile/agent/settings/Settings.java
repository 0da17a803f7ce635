package dev.ductile.agent.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.WrittenList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration while it is put together, of a run or of a probe: layered values by dotted key.
 * What is put later wins; every value remembers its source.
 *
 * @param <C> the configuration
 */
public final class Settings<C extends Record> {
  /** A key that stands twice, or a second document, would be lost without a word. */
  static final ObjectMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final SettingsKind<C> kind;
  private final Map<String, Class<?>> types;
  private final Map<String, Setting> values = new LinkedHashMap<>();

  /** Makes an empty set in the order of the configuration's records. */
  public Settings(SettingsKind<C> kind) {
    this.kind = kind;
    types = ConfigKeys.of(kind.configuration());
    types.keySet().forEach(key -> values.put(key, null));
  }

  /** Makes an empty set for a training run. */
  public static Settings<RunConfig> ofRun() {
    return new Settings<>(SettingsKind.RUN);
  }

  /** The same values, to go on from. */
  public Settings<C> copy() {
    Settings<C> copy = new Settings<>(kind);
    copy.values.putAll(values);
    return copy;
  }

  /** Puts every value of a configuration. */
  public Settings<C> putAll(C configuration, String source) {
    ConfigDifferences.values(configuration).forEach((key, value) -> put(key, plain(value), source));
    return this;
  }

  private static Object plain(Object value) {
    return value instanceof Enum<?> e
        ? e.name()
        : value instanceof WrittenList<?> list ? list.toString() : value;
  }

  /**
   * Puts a value over what was there.
   *
   * @param key also as a run calls it
   * @param source where the value comes from, for messages
   * @throws ConfigurationException if there is no such key
   */
  public Settings<C> put(String key, Object value, String source) {
    String own = require(key, source);
    values.put(own, new Setting(TypedText.widened(types.get(own), value), source));
    return this;
  }

  /** The key as it is called here; refused with the nearest keys where there is none. */
  private String require(String key, String source) {
    String own = kind.own(key);
    if (!types.containsKey(own)) {
      String near = OtherNames.question(key, types.keySet());
      throw new ConfigurationException(
          "unknown configuration key '"
              + key
              + "' in "
              + source
              + (near.isEmpty() ? ": " + kind.allKeys() : near));
    }
    return own;
  }

  /**
   * Puts {@code key=value} as typed by a user.
   *
   * @throws ConfigurationException if it is malformed, there is no such key, or it needs another
   *     kind of value
   */
  public Settings<C> putText(String assignment, String source) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationException(
          "'" + assignment + "' is not key=value; write for example --set " + kind.example());
    }
    String key = require(assignment.substring(0, equals).strip(), source);
    if (key.equals("agent") || key.equals("preset")) {
      throw new ConfigurationException(
          key + " brings all other values with it: choose it with --" + key);
    }
    if (key.startsWith("fork.")) {
      throw new ConfigurationException(
          key + " says where a run was forked: train --fork writes it, and nothing else");
    }
    String text = assignment.substring(equals + 1).strip();
    return putRead(key, TypedText.unquoted(text), source);
  }

  /** Puts the value of a text, as the key's type has it. */
  Settings<C> putRead(String key, String text, String source) {
    String own = require(key, source);
    return put(own, TypedText.read(own, types.get(own), text, source), source);
  }

  /** The value of a key, also as a run calls it, and its source; null where none was put. */
  public Setting get(String key) {
    return values.get(kind.own(key));
  }

  /** Whether one of the given keys is the one that a run calls {@code key}. */
  boolean isAmong(Set<String> keys, String key) {
    return keys.contains(kind.own(key));
  }

  /** All keys with their values, in the order of the records. */
  public Map<String, Setting> all() {
    return java.util.Collections.unmodifiableMap(values);
  }

  /**
   * The typed configuration.
   *
   * @throws ConfigurationException if a value is missing, of the wrong type, or out of range
   */
  public C toConfig() {
    types.forEach(this::requireValue);
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    values.forEach(
        (key, setting) -> {
          ObjectNode at = tree;
          String[] path = key.split("\\.");
          for (int i = 0; i < path.length - 1; i++) {
            at = at.withObjectProperty(path[i]);
          }
          if (setting != null) {
            at.set(path[path.length - 1], StrictJson.MAPPER.valueToTree(setting.value()));
          }
        });
    try {
      return StrictJson.MAPPER.treeToValue(tree, kind.configuration());
    } catch (JsonMappingException e) {
      throw explain(e);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException("the configuration cannot be read: " + e.getMessage(), e);
    }
  }

  /** Only boxed numbers may be without a value. */
  private void requireValue(String key, Class<?> type) {
    Setting setting = values.get(key);
    if (Number.class.isAssignableFrom(type)) {
      return;
    }
    if (key.equals("env.game")) {
      requireGame(setting);
      return;
    }
    if (setting == null) {
      throw new ConfigurationException(
          key + " is missing from the configuration: it needs " + TypedText.describe(type));
    }
    if (setting.value() == null) {
      throw unfit(key, setting, type);
    }
  }

  /** What is wrong with a game that was given, EnvConfig says best. */
  private static void requireGame(Setting setting) {
    if (setting == null) {
      throw new ConfigurationException(
          "env.game is missing from the configuration: choose a game with --game, such as --game"
              + " volley");
    }
  }

  private ConfigurationException explain(JsonMappingException e) {
    if (e.getCause() instanceof ConfigurationException cause) {
      return cause;
    }
    String key =
        e.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .collect(Collectors.joining("."));
    Setting setting = values.get(key);
    Class<?> type = types.get(key);
    if (setting == null || type == null) {
      return new ConfigurationException(
          (key.isEmpty() ? "a value" : key) + " is missing: " + e.getOriginalMessage(), e);
    }
    return unfit(key, setting, type);
  }

  private static ConfigurationException unfit(String key, Setting setting, Class<?> type) {
    return TypedText.unfit(key, setting.value(), setting.source(), type, "");
  }
}

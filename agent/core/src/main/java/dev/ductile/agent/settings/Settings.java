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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Layered values by dotted key: what is put later wins; every value remembers its source. */
public final class Settings implements SettingValues {
  /** A key that stands twice, or a second document, would be lost without a word. */
  static final ObjectMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, Setting> values = new LinkedHashMap<>();

  /** Makes an empty set in the order of the configuration's records. */
  public Settings() {
    ConfigKeys.all().keySet().forEach(key -> values.put(key, null));
  }

  @Override
  public Settings put(String key, Object value, String source) {
    ConfigKeys.require(key, source);
    Object widened = TypedText.widened(ConfigKeys.all().get(key), value);
    values.put(key, new Setting(widened, source));
    return this;
  }

  /**
   * Puts {@code key=value} as typed by a user.
   *
   * @throws ConfigurationException if it is malformed, there is no such key, or it needs another
   *     kind of value
   */
  public Settings putText(String assignment, String source) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationException(
          "'" + assignment + "' is not key=value; write for example --set replay.batchSize=64");
    }
    String key = assignment.substring(0, equals).strip();
    ConfigKeys.require(key, source);
    if (key.equals("agent") || key.equals("preset")) {
      throw new ConfigurationException(
          key + " brings all other values with it: choose it with --" + key);
    }
    String text = assignment.substring(equals + 1).strip();
    return putRead(key, TypedText.unquoted(text), source);
  }

  /** Puts the value of a text, as the key's type has it. */
  Settings putRead(String key, String text, String source) {
    ConfigKeys.require(key, source);
    return put(key, TypedText.read(key, ConfigKeys.all().get(key), text, source), source);
  }

  @Override
  public Setting get(String key) {
    return values.get(key);
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
  public RunConfig toConfig() {
    ConfigKeys.all().forEach(this::requireValue);
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
      return StrictJson.MAPPER.treeToValue(tree, RunConfig.class);
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
    Class<?> type = ConfigKeys.all().get(key);
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

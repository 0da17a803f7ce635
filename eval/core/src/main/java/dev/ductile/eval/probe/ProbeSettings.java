package dev.ductile.eval.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.KeyMeaning;
import dev.ductile.agent.settings.OtherNames;
import dev.ductile.agent.settings.Setting;
import dev.ductile.agent.settings.SettingValues;
import dev.ductile.agent.settings.StrictJson;
import dev.ductile.agent.settings.TypedText;
import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.probe.data.ImageSet;
import dev.ductile.eval.probe.task.TaskName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A probe's configuration while it is put together: values by dotted key over the defaults. */
public final class ProbeSettings implements SettingValues {
  private static final JsonMapper JSON = StrictJson.MAPPER;
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** What a training's setting is called in a probe. */
  private static final Map<String, String> OWN_NAMES =
      Map.of("learning.targetUpdatePeriodUpdates", "bandit.targetUpdatePeriodUpdates");

  private static final Map<String, Class<?>> KEYS = ConfigKeys.of(ProbeConfig.class);

  private final ObjectNode tree;
  private final Map<String, String> sources = new LinkedHashMap<>();

  private ProbeSettings(ObjectNode tree) {
    this.tree = tree;
  }

  /** What the keys that are a probe's own mean; the others are a run's. */
  public static Map<String, KeyMeaning> meanings() {
    Map<String, KeyMeaning> own =
        KeyMeaning.read(
            ProbeSettings.class.getResourceAsStream("probe-keys.yaml"), "probe-keys.yaml");
    Map<String, KeyMeaning> all = new LinkedHashMap<>();
    KEYS.keySet().forEach(key -> all.put(key, own.getOrDefault(key, KeyMeaning.ofRun().get(key))));
    return all;
  }

  /** The defaults of a task and a network. */
  public static ProbeSettings of(TaskName task, NetworkChoice network) {
    return new ProbeSettings(JSON.valueToTree(ProbeDefaults.of(task, network)));
  }

  /** The same values, to go on from. */
  public ProbeSettings copy() {
    ProbeSettings copy = new ProbeSettings(tree.deepCopy());
    copy.sources.putAll(sources);
    return copy;
  }

  /**
   * Puts {@code key=value} as typed by a user.
   *
   * @throws ConfigurationException if it is malformed or there is no such key
   */
  public ProbeSettings putText(String assignment, String option) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationException(
          option + " '" + assignment + "' is not key=value; write for example task.offset=10");
    }
    String key = assignment.substring(0, equals).strip();
    String text = TypedText.unquoted(assignment.substring(equals + 1).strip());
    Class<?> type = KEYS.get(key);
    if (text.isEmpty() && type != String.class) {
      throw new ConfigurationException(option + " '" + assignment + "' has no single value");
    }
    // A key that does not exist is refused when it is put.
    return put(key, type == null ? text : TypedText.read(key, type, text, option), option);
  }

  @Override
  public ProbeSettings put(String trainingKey, Object value, String source) {
    String key = OWN_NAMES.getOrDefault(trainingKey, trainingKey);
    List<String> path = List.of(key.split("\\."));
    JsonNode parent = tree;
    for (String part : path.subList(0, path.size() - 1)) {
      parent = parent.path(part);
    }
    String last = path.get(path.size() - 1);
    if (!parent.path(last).isValueNode()) {
      List<String> known = keys("", tree);
      String near = OtherNames.question(key, known);
      throw new ConfigurationException(
          "a probe has no setting '"
              + key
              + "' ("
              + source
              + ")"
              + (near.isEmpty() ? "; there are " + String.join(", ", known) : near));
    }
    ((ObjectNode) parent).set(last, JSON.valueToTree(value));
    sources.put(key, source);
    return this;
  }

  @Override
  public Setting get(String trainingKey) {
    String key = OWN_NAMES.getOrDefault(trainingKey, trainingKey);
    JsonNode value = tree.at("/" + key.replace('.', '/'));
    if (!value.isValueNode()) {
      return null;
    }
    Object plain = value.isNumber() ? value.numberValue() : value.asText();
    return new Setting(plain, sources.getOrDefault(key, "the task's default"));
  }

  private static List<String> keys(String prefix, JsonNode node) {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = prefix + entry.getKey();
      keys.addAll(entry.getValue().isObject() ? keys(key + ".", entry.getValue()) : List.of(key));
    }
    return keys;
  }

  /**
   * Switches interventions on, with the values that they put.
   *
   * @throws ConfigurationException if one does not exist, or wants another value than the user or
   *     another intervention, or needs one that is not there
   */
  public ProbeSettings with(String list) {
    Set<String> typed =
        sources.entrySet().stream()
            .filter(entry -> entry.getValue().startsWith("--"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    OWN_NAMES.forEach(
        (trainingKey, key) -> {
          if (typed.contains(key)) {
            typed.add(trainingKey);
          }
        });
    put("interventions", list, "--with");
    InterventionSettings.expand(this, typed);
    return this;
  }

  /**
   * The typed configuration.
   *
   * @throws ConfigurationException if a value is of the wrong type or out of range
   */
  public ProbeConfig toConfig() {
    try {
      return JSON.treeToValue(tree, ProbeConfig.class);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof ConfigurationException cause) {
        throw cause;
      }
      String key =
          e.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .collect(Collectors.joining("."));
      String value = tree.at("/" + key.replace('.', '/')).asText();
      throw new ConfigurationException(
          key + " = " + value + " (" + sources.get(key) + ") is not possible: " + reason(e), e);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException("the configuration cannot be read: " + e.getMessage(), e);
    }
  }

  private static String reason(JsonMappingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("it is of the wrong type");
  }

  /** Everything that determines a run as YAML, the same text for the same values. */
  static String text(ProbeConfig config, long seed, ImageSet images) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("seed", seed);
    all.put("images", images.name());
    all.put("imageCount", images.count());
    all.put("config", config);
    try {
      return YAML.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.ductile.eval.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.KeyMeaning;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.settings.SettingsKind;
import dev.ductile.eval.probe.data.ImageSet;
import dev.ductile.eval.probe.task.TaskName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of probes: their keys, their defaults, their text. */
public final class ProbeSettings {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final SettingsKind<ProbeConfig> PROBE =
      new SettingsKind<>(
          ProbeConfig.class,
          Map.of("learning.targetUpdatePeriodUpdates", "bandit.targetUpdatePeriodUpdates"),
          "task.offset=10",
          "there are " + String.join(", ", ConfigKeys.of(ProbeConfig.class).keySet()));

  private ProbeSettings() {}

  /** What the keys that are a probe's own mean; the others are a run's. */
  public static Map<String, KeyMeaning> meanings() {
    Map<String, KeyMeaning> own = KeyMeaning.read(ProbeSettings.class, "probe-keys.yaml");
    Map<String, KeyMeaning> all = new LinkedHashMap<>();
    ConfigKeys.of(ProbeConfig.class)
        .keySet()
        .forEach(key -> all.put(key, own.getOrDefault(key, KeyMeaning.ofRun().get(key))));
    return all;
  }

  /** The defaults of a task and a network. */
  public static Settings<ProbeConfig> of(TaskName task, NetworkChoice network) {
    return new Settings<>(PROBE).putAll(ProbeDefaults.of(task, network), "the task's default");
  }

  /**
   * Switches interventions on, with the values that they put.
   *
   * @param list as {@code --with} takes it
   * @return the same settings
   * @throws dev.ductile.base.ConfigurationException if one does not exist, or wants another value
   *     than the user or another intervention, or needs one that is not there
   */
  public static Settings<ProbeConfig> with(Settings<ProbeConfig> settings, String list) {
    ProbeInterventions.checkMemory(InterventionList.parse(list).all());
    settings.put("interventions", list, "--with");
    InterventionSettings.expand(
        settings,
        settings.all().entrySet().stream()
            .filter(entry -> entry.getValue().source().startsWith("--"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
    return settings;
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

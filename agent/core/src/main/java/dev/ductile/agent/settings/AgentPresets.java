package dev.ductile.agent.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.files.Resources;
import dev.ductile.env.config.EnvPresets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Agents and their presets: YAML resources named {@code agent-preset.yaml} in which every value
 * stands with its source. {@code index.yaml} beside them lists them.
 */
public final class AgentPresets {
  private static final String FOLDER = "presets/";

  private static final Map<String, Agent> AGENTS = readIndex();

  /** By resource: a large sweep asks for the same preset for each of its trials. */
  private static final Map<String, Settings<RunConfig>> LOADED = new ConcurrentHashMap<>();

  private AgentPresets() {}

  /** A line of the index. */
  private record Agent(String about, List<String> presets) {}

  private static Map<String, Agent> readIndex() {
    Map<String, Agent> agents = new LinkedHashMap<>();
    String name = FOLDER + "index.yaml";
    for (var agent : PlainYaml.read(Resources.text(AgentPresets.class, name), name).properties()) {
      List<String> presets = new ArrayList<>();
      agent.getValue().get("presets").forEach(preset -> presets.add(preset.asText()));
      agents.put(
          agent.getKey(), new Agent(agent.getValue().get("about").asText(), List.copyOf(presets)));
    }
    return agents;
  }

  /**
   * What an agent is, with its source.
   *
   * @param agent one of {@link #all}
   */
  public static String about(String agent) {
    return AGENTS.get(agent).about();
  }

  /**
   * What a preset is and where its values are from: the first line of its file.
   *
   * @param agent one of {@link #all}
   * @param preset one of the agent's
   */
  public static String about(String agent, String preset) {
    String text = Resources.text(AgentPresets.class, resource(agent, preset));
    return text.lines().findFirst().orElse("").replaceFirst("^# *", "");
  }

  private static String resource(String agent, String preset) {
    return FOLDER + agent + "-" + preset + ".yaml";
  }

  /** Agents with their presets, each agent's default first. */
  public static Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    AGENTS.forEach((name, agent) -> all.put(name, agent.presets()));
    return all;
  }

  /**
   * Settings of an agent's preset, complete but for the game. Who chose agent and preset is not
   * known here: {@code default} stands for it.
   *
   * @param preset null for the agent's default
   * @throws ConfigurationException if there is no such agent or preset
   */
  public static Settings<RunConfig> load(String agent, String preset) {
    if (!AGENTS.containsKey(agent)) {
      throw new ConfigurationException(DidYouMean.unknown("agent", agent, AGENTS.keySet()));
    }
    List<String> presets = AGENTS.get(agent).presets();
    String name = preset == null ? presets.get(0) : preset;
    if (!presets.contains(name)) {
      throw new ConfigurationException(
          DidYouMean.unknown("preset", name, presets) + " for agent " + agent);
    }
    return LOADED.computeIfAbsent(resource(agent, name), file -> read(agent, name, file)).copy();
  }

  private static Settings<RunConfig> read(String agent, String preset, String resource) {
    Settings<RunConfig> settings = Settings.ofRun();
    settings.put("agent", agent, "default");
    settings.put("preset", preset, "default");
    readResource(settings, "defaults.yaml", "default");
    readResource(settings, resource, "preset " + preset);
    return settings;
  }

  private static void readResource(Settings<RunConfig> settings, String resource, String layer) {
    try {
      JsonNode root = Settings.YAML.readTree(Resources.text(AgentPresets.class, resource));
      if (root.has("environment")) {
        environment(settings, root.get("environment").asText());
      }
      for (Map.Entry<String, JsonNode> entry : root.properties()) {
        if (entry.getKey().equals("environment")) {
          continue;
        }
        JsonNode leaf = entry.getValue();
        settings.put(
            entry.getKey(),
            Settings.YAML.treeToValue(leaf.get("value"), Object.class),
            layer + ": " + leaf.get("source").asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts all values of an environment preset. */
  public static void environment(Settings<RunConfig> settings, String preset) {
    EnvPresets.named(preset)
        .forEach(
            (key, option) ->
                settings.put(
                    "env." + key,
                    option.value() instanceof Enum<?> e ? e.name() : option.value(),
                    "environment preset " + preset + ": " + option.source()));
  }
}

package dev.ductile.agent.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.env.config.EnvPresets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Agents and their presets: YAML resources named {@code agent-preset.yaml} in which every value
 * stands with its source.
 */
public final class AgentPresets {
  private static final String FOLDER = "presets/";

  /** Agents with their presets; the first is the default. */
  private static final Map<String, List<String>> PRESETS =
      new TreeMap<>(
          Map.of(
              "dqn", List.of("ductile", "nature", "dopamine", "cleanrl"),
              "double-dqn", List.of("dqn-zoo"),
              "c51", List.of("ductile", "dopamine", "dqn-zoo", "cleanrl"),
              "qr-dqn", List.of("ductile", "dopamine", "dqn-zoo"),
              "iqn", List.of("ductile", "dopamine", "dqn-zoo"),
              "rainbow",
                  List.of(
                      "ductile",
                      "dopamine",
                      "dopamine-full",
                      "dqn-zoo",
                      "kaixhin",
                      "cleanrl",
                      "der",
                      "fast")));

  private AgentPresets() {}

  private static final Map<String, String> AGENTS =
      Map.of(
          "dqn", "deep Q-network (Mnih et al. 2015)",
          "double-dqn",
              "DQN whose online network chooses the next action (van Hasselt et al. 2016)",
          "c51", "distribution of returns over fixed atoms (Bellemare et al. 2017)",
          "qr-dqn", "fixed quantiles of returns (Dabney et al. 2018)",
          "iqn", "quantiles of returns at sampled fractions (Dabney et al. 2018)",
          "rainbow",
              "C51 with double Q-learning, dueling and noisy layers, n-step returns and prioritised"
                  + " replay (Hessel et al. 2018)");

  /**
   * What an agent is, with its source.
   *
   * @param agent one of {@link #all}
   */
  public static String about(String agent) {
    return AGENTS.get(agent);
  }

  /**
   * What a preset is and where its values are from: the first line of its file.
   *
   * @param agent one of {@link #all}
   * @param preset one of the agent's
   */
  public static String about(String agent, String preset) {
    String resource = FOLDER + agent + "-" + preset + ".yaml";
    try (InputStream in = AgentPresets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").replaceFirst("^# *", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Agents with their presets, each agent's default first. */
  public static Map<String, List<String>> all() {
    return java.util.Collections.unmodifiableMap(PRESETS);
  }

  /**
   * Settings of an agent's preset, complete but for the game. Who chose agent and preset is not
   * known here: {@code default} stands for it.
   *
   * @param preset null for the agent's default
   * @throws ConfigurationException if there is no such agent or preset
   */
  public static Settings<RunConfig> load(String agent, String preset) {
    List<String> presets = PRESETS.get(agent);
    if (presets == null) {
      throw new ConfigurationException(DidYouMean.unknown("agent", agent, PRESETS.keySet()));
    }
    String name = preset == null ? presets.get(0) : preset;
    if (!presets.contains(name)) {
      throw new ConfigurationException(
          DidYouMean.unknown("preset", name, presets) + " for agent " + agent);
    }
    Settings<RunConfig> settings = Settings.ofRun();
    settings.put("agent", agent, "default");
    settings.put("preset", name, "default");
    readResource(settings, "defaults.yaml", "default");
    readResource(settings, FOLDER + agent + "-" + name + ".yaml", "preset " + name);
    return settings;
  }

  private static void readResource(Settings<RunConfig> settings, String resource, String layer) {
    try (InputStream in = AgentPresets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      JsonNode root = Settings.YAML.readTree(in);
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

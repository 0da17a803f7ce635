package dev.ductile.agent.settings;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.Visit;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.config.EnvConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a run is called, by what distinguishes it: the agent, what was switched on over its preset,
 * the game. Titles, legends and folders all take it from here.
 */
public final class RunName {
  /** Leaves room for time and seed within what file systems and TensorBoard's list can hold. */
  private static final int SLUG_CHARACTERS = 80;

  /** More games than this are counted instead. */
  private static final int NAMED_GAMES = 2;

  private RunName() {}

  /**
   * For people: {@code rainbow + layer-norm, redo=0.1 on volley}, of a fork {@code …, forked at
   * frame 100000}.
   */
  public static String title(RunConfig config) {
    String fork = config.fork().on() ? ", forked at frame " + config.fork().atFrames() : "";
    return agent(config) + " on " + games(config) + fork;
  }

  /** The agent and what was switched on: {@code rainbow + layer-norm, redo=0.1}. */
  public static String agent(RunConfig config) {
    List<String> labels = labels(config);
    return config.agent() + (labels.isEmpty() ? "" : " + " + String.join(", ", labels));
  }

  /** For folders: {@code volley-rainbow-layer_norm-redo_0.1}, see {@link #slug(List)}. */
  public static String slug(RunConfig config) {
    List<String> parts = new ArrayList<>();
    parts.add(games(config));
    parts.add(config.agent());
    parts.addAll(labels(config));
    if (config.fork().on()) {
      parts.add("fork_" + config.fork().atFrames());
    }
    return slug(parts);
  }

  /**
   * A name that any file system takes. Characters other than letters, digits, {@code _} and {@code
   * .} become {@code _}; what would make it longer than {@value #SLUG_CHARACTERS} characters is
   * counted, as {@code -and_3_more}.
   *
   * @param parts joined by hyphens
   */
  public static String slug(List<String> parts) {
    StringBuilder slug = new StringBuilder(safe(parts.get(0)));
    String rest = "-and_" + parts.size() + "_more";
    for (int i = 1; i < parts.size(); i++) {
      String part = "-" + safe(parts.get(i));
      boolean isLast = i == parts.size() - 1;
      if (slug.length() + part.length() + (isLast ? 0 : rest.length()) > SLUG_CHARACTERS) {
        return slug.append("-and_").append(parts.size() - i).append("_more").toString();
      }
      slug.append(part);
    }
    return slug.toString();
  }

  private static String safe(String part) {
    String safe = part.replaceAll("[^A-Za-z0-9_.]", "_");
    return safe.length() > SLUG_CHARACTERS / 2 ? safe.substring(0, SLUG_CHARACTERS / 2) : safe;
  }

  /** The game with mode and difficulty where they were chosen, or those of a continual run. */
  private static String games(RunConfig config) {
    if (!config.continual().on()) {
      EnvConfig env = config.env();
      return new Visit(env.game(), env.mode(), env.difficulty()).label();
    }
    List<String> games = config.continual().cycle().stream().map(Visit::game).distinct().toList();
    return games.size() > NAMED_GAMES ? games.size() + " games" : String.join(" and ", games);
  }

  /** Interventions that the preset has not just so. */
  private static List<String> labels(RunConfig config) {
    Set<String> ofPreset = new HashSet<>();
    presetInterventions(config).forEach(each -> ofPreset.add(each.text()));
    return config.interventions().all().stream()
        .filter(each -> !ofPreset.contains(each.text()))
        .map(Intervention::label)
        .toList();
  }

  private static List<Intervention> presetInterventions(RunConfig config) {
    try {
      Setting preset = AgentPresets.load(config.agent(), config.preset()).get("interventions");
      return preset == null || preset.value() == null
          ? List.of()
          : InterventionList.parse(String.valueOf(preset.value())).all();
    } catch (ConfigurationException e) {
      return List.of(); // a preset of another version: everything is named then
    }
  }
}

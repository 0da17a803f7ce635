package dev.ductile.eval.score.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.settings.PlainYaml;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.files.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Games that results are reported over together.
 *
 * @param name such as {@code atari10}
 * @param source who chose them
 * @param games the emulator's names
 * @param median estimates the median over 57 games from these; empty if none was published
 */
public record Suite(
    String name, String source, List<String> games, Optional<MedianEstimate> median) {
  private static final String FILE = "suites.yaml";
  private static final Map<String, Suite> ALL = read();

  /** Keeps a copy. */
  public Suite {
    games = List.copyOf(games);
  }

  private static Map<String, Suite> read() {
    Map<String, Suite> suites = new LinkedHashMap<>();
    PlainYaml.read(Resources.text(Suite.class, FILE), FILE)
        .properties()
        .forEach(entry -> suites.put(entry.getKey(), suite(entry.getKey(), entry.getValue())));
    return suites;
  }

  private static Suite suite(String name, JsonNode node) {
    List<String> games = new ArrayList<>();
    node.path("games").forEach(game -> games.add(game.asText()));
    return new Suite(name, node.path("source").asText(), games, median(node.path("median")));
  }

  private static Optional<MedianEstimate> median(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    Map<String, Double> coefficients = new LinkedHashMap<>();
    node.path("coefficients")
        .properties()
        .forEach(each -> coefficients.put(each.getKey(), number(each.getValue())));
    return Optional.of(
        new MedianEstimate(
            node.path("source").asText(), number(node.path("fitErrorPercent")), coefficients));
  }

  private static double number(JsonNode node) {
    return Double.parseDouble(node.asText());
  }

  /** All suites, the smallest first. */
  public static List<Suite> all() {
    return List.copyOf(ALL.values());
  }

  /**
   * The suite of a name.
   *
   * @throws ConfigurationException if there is none
   */
  public static Suite named(String name) {
    Suite suite = ALL.get(name);
    if (suite == null) {
      throw new ConfigurationException(DidYouMean.unknown("suite", name, ALL.keySet()));
    }
    return suite;
  }

  /** The suite that consists of these games, to be named in a table; empty if none does. */
  public static Optional<Suite> of(Collection<String> games) {
    Set<String> set = Set.copyOf(games);
    return ALL.values().stream().filter(suite -> Set.copyOf(suite.games()).equals(set)).findFirst();
  }
}

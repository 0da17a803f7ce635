package dev.ductile.eval.compare;

import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.eval.published.PublishedReturn;
import dev.ductile.eval.published.PublishedReturns;
import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.text.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Dopamine's published training returns as a row.
 *
 * @param group the row: means and deviations of five runs, not single ones
 * @param rules by which they were taken
 * @param mark what differs all the same
 */
record DopamineScores(ScoreGroup group, List<ProtocolIdentity.Of> rules, String mark) {
  static final String PREFIX = "dopamine:";
  private static final String PRESET = "dopamine";
  private static final List<String> AGENTS = List.of("c51", "dqn", "rainbow");

  /**
   * The numbers for some games.
   *
   * @param text {@code dopamine:AGENT}
   * @param frames at which runs are compared
   * @throws ConfigurationException if there are none, or runs are judged by something else
   */
  static DopamineScores of(
      String text, Collection<ProtocolIdentity.Of> runs, ScoreKind score, long frames) {
    String agent = text.substring(PREFIX.length());
    if (!AGENTS.contains(agent)) {
      throw new ConfigurationException(DidYouMean.unknown("agent of Dopamine", agent, AGENTS));
    }
    if (score != ScoreKind.LAST_100) {
      throw new ConfigurationException(
          "Dopamine published training returns: compare them by --score last-100, not "
              + score.text());
    }
    SortedMap<String, PublishedScore> published = new TreeMap<>();
    List<ProtocolIdentity.Of> rules = new ArrayList<>();
    Set<Long> ends = new TreeSet<>();
    Set<String> fields = runs.iterator().next().protocol().fields().keySet();
    String stretch = "";
    for (String game : runs.stream().map(ProtocolIdentity.Of::game).collect(Collectors.toSet())) {
      for (PublishedReturn each : PublishedReturns.of(agent, game)) {
        ends.add(each.toFrames());
        if (each.toFrames() == frames) {
          published.put(game, new PublishedScore(each.mean(), each.standardDeviation()));
          rules.add(new ProtocolIdentity.Of(game, rules(agent, game, fields, score, frames)));
          stretch = Numbers.shortCount(each.fromFrames()) + " to " + Numbers.shortCount(frames);
        }
      }
    }
    if (published.isEmpty()) {
      throw new ConfigurationException(
          ends.isEmpty()
              ? "Dopamine published nothing on these games"
              : "Dopamine's returns are published at "
                  + ends.stream().map(Numbers::shortCount).collect(Collectors.joining(", "))
                  + " frames: give one of them as --at, not "
                  + Numbers.shortCount(frames));
    }
    ScoreGroup group =
        new ScoreGroup(text, new TreeMap<>(), new Missing(Map.of()), false, published);
    String mark =
        text
            + ": mean return of the training games within "
            + stretch
            + " frames, of 5 runs ("
            + PublishedReturns.SOURCE
            + "); ours is that of the last 100 games";
    return new DopamineScores(group, rules, mark);
  }

  /** The preset has Dopamine's rules. */
  private static ProtocolIdentity rules(
      String agent, String game, Set<String> fields, ScoreKind score, long frames) {
    Map<String, String> values =
        ConfigDifferences.flatten(
            AgentPresets.load(agent, PRESET).put("env.game", game, "published").toConfig());
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put(ProtocolIdentity.SCORE, score.text());
    rules.put(ProtocolIdentity.FRAMES, Long.toString(frames));
    for (String field : fields) {
      if (field.startsWith("env.")) {
        String value = values.get(field);
        rules.put(field, value.equals("null") ? "default" : value);
      }
    }
    return new ProtocolIdentity(rules);
  }
}

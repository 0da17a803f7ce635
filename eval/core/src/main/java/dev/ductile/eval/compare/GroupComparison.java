package dev.ductile.eval.compare;

import dev.ductile.eval.score.suite.Normalization;
import dev.ductile.eval.statistics.Aggregate;
import dev.ductile.eval.statistics.AggregateDifferences;
import dev.ductile.eval.statistics.AggregateScores;
import dev.ductile.eval.statistics.Holm;
import dev.ductile.eval.statistics.Improvement;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.ScorePairs;
import dev.ductile.eval.statistics.ScoreTable;
import dev.ductile.eval.statistics.Tested;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares groups of runs: aggregates of each, differences from a baseline. */
final class GroupComparison {
  /** Enough games for the interquartile mean, else the mean: differences of one number decide. */
  static Aggregate headline(int games) {
    return games < AggregateScores.MINIMUM_GAMES_FOR_IQM ? Aggregate.MEAN : Aggregate.IQM;
  }

  private final List<ScoreGroup> groups;
  private final ScoreGroup baseline;
  private final Normalization normalization;
  private final TreeSet<String> common = new TreeSet<>();
  private final Map<String, SortedMap<String, SortedMap<String, Double>>> normalized =
      new TreeMap<>();

  /**
   * A comparison.
   *
   * @param groups the baseline first; labels differ
   */
  GroupComparison(List<ScoreGroup> groups, Normalization normalization) {
    this.groups = groups;
    this.baseline = groups.get(0);
    this.normalization = normalization;
    // A row without any score has no games, and takes none from the others.
    List<TreeSet<String>> games =
        groups.stream().map(this::scaled).filter(scaled -> !scaled.isEmpty()).toList();
    games.forEach(common::addAll);
    games.forEach(common::retainAll);
    for (ScoreGroup group : groups) {
      SortedMap<String, SortedMap<String, Double>> scores = group.normalized(normalization);
      scores.keySet().retainAll(common);
      normalized.put(group.label(), scores);
    }
  }

  private TreeSet<String> scaled(ScoreGroup group) {
    TreeSet<String> games = new TreeSet<>(group.games());
    games.removeIf(game -> !Scale.has(normalization, game));
    return games;
  }

  /** Games on the common scale that every group has. */
  TreeSet<String> commonGames() {
    return common;
  }

  /** The scores that aggregates are of, of every group that has any. */
  Map<String, ScoreTable> tables() {
    Map<String, ScoreTable> tables = new TreeMap<>();
    normalized.forEach(
        (label, scores) -> {
          if (!scores.isEmpty()) {
            tables.put(label, ScoreGroup.table(scores));
          }
        });
    return tables;
  }

  /** A row for each game and group that has it, by game. */
  List<GameRow> gameRows() {
    TreeSet<String> games = new TreeSet<>();
    groups.forEach(group -> games.addAll(group.games()));
    List<GameRow> rows = new ArrayList<>();
    for (String game : games) {
      for (ScoreGroup group : groups) {
        if (group.games().contains(game)) {
          rows.add(GamePair.of(group, baseline, game, common.contains(game)));
        }
      }
    }
    double[] corrected =
        Holm.corrected(rows.stream().mapToDouble(row -> row.difference().probability()).toArray());
    for (int i = 0; i < rows.size(); i++) {
      rows.set(i, rows.get(i).corrected(corrected[i]));
    }
    return rows;
  }

  /** A row for each group. */
  List<GroupRow> groupRows(List<GameRow> games) {
    Aggregate headline = headline(common.size());
    List<Tested> differences = new ArrayList<>();
    groups.forEach(group -> differences.add(difference(group, headline)));
    double[] corrected =
        Holm.corrected(differences.stream().mapToDouble(Tested::probability).toArray());
    List<GroupRow> rows = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      ScoreGroup group = groups.get(i);
      GroupRow row =
          new GroupRow(
              group.label(),
              i == 0,
              common.size(),
              group.seeds(),
              group.scores().values().stream().mapToInt(Map::size).sum(),
              group.missing(),
              aggregates(group),
              differences.get(i),
              Math.min(runs(group), runs(baseline)),
              corrected[i],
              improvement(group),
              "");
      rows.add(i == 0 ? row : Conclusions.with(row, baseline.label(), headline, games));
    }
    return rows;
  }

  /** With a score that aggregates are of. */
  private int runs(ScoreGroup group) {
    return normalized.get(group.label()).values().stream().mapToInt(Map::size).sum();
  }

  private Map<Aggregate, Interval> aggregates(ScoreGroup group) {
    Map<Aggregate, Interval> all = new EnumMap<>(Aggregate.class);
    if (common.isEmpty()) {
      return all;
    }
    if (scaled(group).isEmpty()) {
      for (Aggregate aggregate : Aggregate.values()) {
        all.put(aggregate, Interval.without(Double.NaN, "no score"));
      }
      return all;
    }
    if (!group.published().isEmpty()) {
      ScoreTable means = means(group);
      for (Aggregate aggregate : Aggregate.values()) {
        all.put(
            aggregate,
            Interval.without(
                means.aggregate(aggregate), "of published means: single runs are not known"));
      }
      return all;
    }
    AggregateScores scores = new AggregateScores(ScoreGroup.table(normalized.get(group.label())));
    for (Aggregate aggregate : Aggregate.values()) {
      all.put(aggregate, scores.of(aggregate));
    }
    return all;
  }

  private ScoreTable means(ScoreGroup group) {
    Map<String, double[]> means = new TreeMap<>();
    for (String game : common) {
      double mean = group.published().get(game).mean();
      means.put(game, new double[] {Scale.of(normalization, game, mean).getAsDouble()});
    }
    return ScoreTable.of(means);
  }

  /** Mean normalised scores of a group's games, for what is estimated from them. */
  Map<String, Double> meanScores(ScoreGroup group) {
    Map<String, Double> means = new TreeMap<>();
    if (scaled(group).isEmpty()) {
      return means;
    }
    if (!group.published().isEmpty()) {
      ScoreTable table = means(group);
      table.games().forEach(game -> means.put(game, table.scores()[means.size()][0]));
      return means;
    }
    normalized
        .get(group.label())
        .forEach(
            (game, scores) ->
                means.put(
                    game,
                    scores.values().stream().mapToDouble(Double::doubleValue).sum()
                        / scores.size()));
    return means;
  }

  private Tested difference(ScoreGroup group, Aggregate headline) {
    if (group == baseline || common.isEmpty()) {
      return none("");
    }
    for (ScoreGroup each : List.of(group, baseline)) {
      if (scaled(each).isEmpty()) {
        return none(each.label() + " has no score on the common scale");
      }
    }
    if (!group.published().isEmpty() || !baseline.published().isEmpty()) {
      return none("single runs are not known");
    }
    SortedMap<String, SortedMap<String, Double>> scores = normalized.get(group.label());
    SortedMap<String, SortedMap<String, Double>> others = normalized.get(baseline.label());
    if (group.isPaired() && baseline.isPaired()) {
      ScorePairs pairs = ScorePairs.of(scores, others);
      if (pairs.games().size() == common.size()) {
        return AggregateDifferences.paired(pairs, headline);
      }
    }
    return AggregateDifferences.unpaired(
        ScoreGroup.table(scores), ScoreGroup.table(others), headline);
  }

  static Tested none(String why) {
    return new Tested(Interval.without(Double.NaN, why), Double.NaN);
  }

  private Interval improvement(ScoreGroup group) {
    if (group == baseline || group.scores().isEmpty() || baseline.scores().isEmpty()) {
      return Interval.without(Double.NaN, "");
    }
    return Improvement.overGames(
        ScoreGroup.table(group.scores()), ScoreGroup.table(baseline.scores()));
  }
}

package dev.ductile.eval.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores of games × seeds, brought into one order: games by name, a game's scores ascending. So the
 * order in which runs or games were given moves no digit of what is made of them.
 *
 * @param games by name
 * @param scores of each game's seeds; games may have different numbers of seeds
 */
public record ScoreTable(List<String> games, double[][] scores) {
  /** Keeps what is given in the table's order; see {@link #of}. */
  public ScoreTable {
    games = List.copyOf(games);
  }

  /**
   * Brings scores into order.
   *
   * @param scores of each game, one a seed, in any order
   * @throws IllegalArgumentException if a game has no score or one that is not finite: what stands
   *     for such a run is the caller's to say
   */
  public static ScoreTable of(Map<String, double[]> scores) {
    List<String> games = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    new TreeMap<>(scores)
        .forEach(
            (game, given) -> {
              requireFinite(game, given);
              double[] sorted = given.clone();
              Arrays.sort(sorted);
              games.add(game);
              values.add(sorted);
            });
    return new ScoreTable(games, values.toArray(double[][]::new));
  }

  static void requireFinite(String game, double[] scores) {
    if (scores.length == 0 || !Arrays.stream(scores).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "finite scores are needed for " + game + ", not " + Arrays.toString(scores));
    }
  }

  /** The games as strata of resampling. */
  public Strata strata() {
    return new Strata(games, Arrays.stream(scores).mapToInt(game -> game.length).toArray());
  }

  /** All scores, game after game. */
  public double[] all() {
    return Arrays.stream(scores).flatMapToDouble(Arrays::stream).toArray();
  }

  /** An aggregate of these scores; NaN without games. */
  public double aggregate(Aggregate aggregate) {
    return games.isEmpty()
        ? Double.NaN
        : Resamples.of(strata(), 0, AggregateScores.STREAMS)
            .ofData(aggregate.statistic(strata(), all()));
  }
}

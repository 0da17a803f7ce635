package dev.ductile.eval.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Scores of two groups of runs, paired game by game by what they share: a seed, or the prefix that
 * both were forked from. Games are by name, pairs by key.
 *
 * @param games by name; each has a pair at least
 * @param first scores of the one group, of each game in the order of the keys
 * @param second scores of the other
 * @param unpaired runs of both groups that have no partner, games that only one group has included
 */
public record ScorePairs(List<String> games, double[][] first, double[][] second, int unpaired) {
  /** Keeps what is given in the pairs' order; see {@link #of}. */
  public ScorePairs {
    games = List.copyOf(games);
  }

  /**
   * Finds the pairs.
   *
   * @param first scores by game and key
   * @param second the same of the other group
   * @throws IllegalArgumentException for a score that is not finite
   */
  public static ScorePairs of(
      Map<String, ? extends Map<String, Double>> first,
      Map<String, ? extends Map<String, Double>> second) {
    List<String> games = new ArrayList<>();
    List<double[]> ones = new ArrayList<>();
    List<double[]> others = new ArrayList<>();
    int unpaired = 0;
    TreeSet<String> all = new TreeSet<>(first.keySet());
    all.addAll(second.keySet());
    for (String game : all) {
      SortedMap<String, Double> one =
          new TreeMap<>(first.containsKey(game) ? first.get(game) : Map.of());
      SortedMap<String, Double> other =
          new TreeMap<>(second.containsKey(game) ? second.get(game) : Map.of());
      TreeSet<String> keys = new TreeSet<>(one.keySet());
      keys.retainAll(other.keySet());
      unpaired += one.size() + other.size() - 2 * keys.size();
      if (!keys.isEmpty()) {
        games.add(game);
        ones.add(values(game, one, keys));
        others.add(values(game, other, keys));
      }
    }
    return new ScorePairs(
        games, ones.toArray(double[][]::new), others.toArray(double[][]::new), unpaired);
  }

  private static double[] values(String game, Map<String, Double> scores, TreeSet<String> keys) {
    double[] values = keys.stream().mapToDouble(scores::get).toArray();
    ScoreTable.requireFinite(game, values);
    return values;
  }

  /** First less second, pair by pair. */
  public double[] differences(int game) {
    double[] differences = new double[first[game].length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[game][i] - second[game][i];
    }
    return differences;
  }

  /** All pairs. */
  public int pairs() {
    return Arrays.stream(first).mapToInt(game -> game.length).sum();
  }
}

package dev.ductile.eval.compare;

import dev.ductile.eval.score.suite.Normalization;
import dev.ductile.eval.statistics.ScoreTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs that are one row of a comparison.
 *
 * @param label what they have in common
 * @param scores raw scores by game and by what pairs are made of: the seed, or what forks share
 * @param missing runs without a score
 * @param isPaired whether its keys are those of other groups: others' results have seeds that only
 *     look alike
 * @param published what was published instead of single runs' scores, by game; empty for runs
 */
public record ScoreGroup(
    String label,
    SortedMap<String, SortedMap<String, Double>> scores,
    Missing missing,
    boolean isPaired,
    SortedMap<String, PublishedScore> published) {
  /** Keeps what is given unchanged. */
  public ScoreGroup {
    scores = Collections.unmodifiableSortedMap(scores);
    published = Collections.unmodifiableSortedMap(published);
  }

  /** A group of runs. */
  static ScoreGroup of(
      String label,
      SortedMap<String, SortedMap<String, Double>> scores,
      Missing missing,
      boolean isPaired) {
    return new ScoreGroup(label, scores, missing, isPaired, new TreeMap<>());
  }

  /** A game's raw scores in the order of the keys; none if it was not played. */
  public double[] raw(String game) {
    SortedMap<String, Double> ofGame = scores.get(game);
    return ofGame == null
        ? new double[0]
        : ofGame.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** All games that there is something of. */
  public java.util.SortedSet<String> games() {
    java.util.SortedSet<String> games = new java.util.TreeSet<>(scores.keySet());
    games.addAll(published.keySet());
    return games;
  }

  /** The games' scores on a common scale; games without one are left out. */
  SortedMap<String, SortedMap<String, Double>> normalized(Normalization normalization) {
    SortedMap<String, SortedMap<String, Double>> all = new TreeMap<>();
    scores.forEach(
        (game, ofGame) -> {
          SortedMap<String, Double> scaled = new TreeMap<>();
          ofGame.forEach(
              (key, score) -> {
                OptionalDouble value = Scale.of(normalization, game, score);
                if (value.isPresent()) {
                  scaled.put(key, value.getAsDouble());
                }
              });
          if (!scaled.isEmpty()) {
            all.put(game, scaled);
          }
        });
    return all;
  }

  /** Scores by game without their keys. */
  static ScoreTable table(SortedMap<String, SortedMap<String, Double>> scores) {
    Map<String, double[]> values = new HashMap<>();
    scores.forEach(
        (game, ofGame) ->
            values.put(game, ofGame.values().stream().mapToDouble(Double::doubleValue).toArray()));
    return ScoreTable.of(values);
  }

  /** Numbers of seeds: {@code 3}, or {@code 2–3} where games have different ones. */
  public String seeds() {
    int[] sizes = scores.values().stream().mapToInt(Map::size).sorted().toArray();
    if (sizes.length == 0) {
      return published.isEmpty() ? "0" : Integer.toString(PublishedScore.RUNS);
    }
    int most = sizes[sizes.length - 1];
    return Arrays.stream(sizes).min().getAsInt() == most ? "" + most : sizes[0] + "–" + most;
  }
}

package dev.ductile.eval.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * Unclipped returns of whole games.
 *
 * @param returns one per game, by environment and then in the order played
 * @param frames emulator frames of the games, over all
 * @param unfinished games that the frame limit of the evaluation cut off; they count as they stood
 */
public record EvaluationResult(double[] returns, long frames, int unfinished) {
  /** Mean return. */
  public double mean() {
    return Arrays.stream(returns).average().orElse(Double.NaN);
  }

  /** Sample standard deviation; NaN for fewer than two games. */
  public double standardDeviation() {
    double mean = mean();
    double squares = Arrays.stream(returns).map(r -> (r - mean) * (r - mean)).sum();
    return returns.length < 2 ? Double.NaN : Math.sqrt(squares / (returns.length - 1));
  }

  /** Smallest return. */
  public double min() {
    return Arrays.stream(returns).min().orElse(Double.NaN);
  }

  /** Largest return. */
  public double max() {
    return Arrays.stream(returns).max().orElse(Double.NaN);
  }

  /** The figures for a report. */
  public LinkedHashMap<String, Object> toMap() {
    LinkedHashMap<String, Object> map = new LinkedHashMap<>();
    map.put("episodes", returns.length);
    map.put("meanReturn", mean());
    map.put("standardDeviation", standardDeviation());
    map.put("minReturn", min());
    map.put("maxReturn", max());
    map.put("frames", frames);
    map.put("unfinishedEpisodes", unfinished);
    return map;
  }
}

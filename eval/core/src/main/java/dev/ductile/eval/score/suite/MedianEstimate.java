package dev.ductile.eval.score.suite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Estimates the median human-normalised score over 57 games from a few of them (Aitchison et al.
 * 2022): 10^(Σ c·log₁₀(1 + max(0, p))) − 1 with p the normalised score in percent.
 *
 * @param source where the coefficients come from
 * @param fitErrorPercent mean error of the estimate on the data that it was fitted to
 * @param coefficients c by game
 */
public record MedianEstimate(
    String source, double fitErrorPercent, Map<String, Double> coefficients) {
  private static final double PERCENT = 100;

  /** Keeps a copy. */
  public MedianEstimate {
    coefficients = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
  }

  /**
   * The estimate.
   *
   * @param normalized human-normalised scores by game, 1 for a human's
   * @return the same unit; empty unless every game of the suite has a score
   */
  public OptionalDouble of(Map<String, Double> normalized) {
    double sum = 0;
    for (Map.Entry<String, Double> each : coefficients.entrySet()) {
      Double score = normalized.get(each.getKey());
      if (score == null || !Double.isFinite(score)) {
        return OptionalDouble.empty();
      }
      sum += each.getValue() * Math.log10(1 + Math.max(0, PERCENT * score));
    }
    return OptionalDouble.of((Math.pow(10, sum) - 1) / PERCENT);
  }
}

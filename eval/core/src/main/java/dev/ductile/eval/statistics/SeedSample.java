package dev.ductile.eval.statistics;

import java.util.Arrays;

/**
 * What is known of the numbers of some seeds: enough for Student's t where the single ones were not
 * published.
 *
 * @param mean of them; NaN if there are none or one is not finite
 * @param deviation standard deviation (n − 1); 0 where they are equal but for rounding
 * @param count how many
 */
public record SeedSample(double mean, double deviation, int count) {
  /** Spread, relative to the values, that may be nothing but rounding. */
  private static final double ROUNDING = 1e-12;

  /** Of the numbers themselves. */
  public static SeedSample of(double[] values) {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      return new SeedSample(Double.NaN, Double.NaN, values.length);
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double greatest = 0;
    double squares = 0;
    for (double value : values) {
      greatest = Math.max(greatest, Math.abs(value));
      squares += (value - mean) * (value - mean);
    }
    double deviation = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
    return new SeedSample(mean, deviation <= ROUNDING * greatest ? 0 : deviation, values.length);
  }

  /** Of the mean. */
  double squaredError() {
    return deviation * deviation / count;
  }

  /** Why there is no interval; empty if there may be one. */
  String missing() {
    if (count == 0) {
      return "no data yet";
    }
    if (Double.isNaN(mean)) {
      return "a seed's number is not finite: no mean";
    }
    return count < SeedIntervals.MINIMUM_FOR_INTERVAL ? SeedIntervals.few(count) : "";
  }
}

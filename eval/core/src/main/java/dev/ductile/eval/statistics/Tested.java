package dev.ductile.eval.statistics;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * An estimate with its interval and the test of whether it is 0.
 *
 * @param interval the estimate, with ends where there are any
 * @param probability two-sided, of an estimate as far from 0 were the truth 0; NaN where there is
 *     nothing to test by. It is calibrated as intervals are: below 5 % just where the interval
 *     leaves out 0, so {@code (1 − 95 %) / (1 − 98.5 %)} times what Student's t says
 */
public record Tested(Interval interval, double probability) {
  private static final double CALIBRATION =
      (1 - SeedIntervals.LEVEL) / (1 - SeedIntervals.QUANTILE_LEVEL);

  /** Without a test. */
  static Tested without(double estimate, String why) {
    return new Tested(Interval.without(estimate, why), Double.NaN);
  }

  /** Student's t around an estimate. */
  static Tested around(double estimate, double error, double freedom) {
    TDistribution t = new TDistribution(freedom);
    double half = error * t.inverseCumulativeProbability((1 + SeedIntervals.QUANTILE_LEVEL) / 2);
    double tails = 2 * t.cumulativeProbability(-Math.abs(estimate) / error);
    return new Tested(
        new Interval(estimate, estimate - half, estimate + half), Math.min(1, CALIBRATION * tails));
  }
}

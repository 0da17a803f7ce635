package dev.ductile.eval.statistics;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Means over seeds with 95 % intervals that hold what they say for few seeds too: Student's t
 * (1908), for groups without pairs Welch's (1947), with the quantile of {@link #QUANTILE_LEVEL}.
 *
 * <p>The quantile is calibrated (Loh 1987, "Calibrating confidence coefficients"): for normal
 * values 95 % would do, but returns are skewed and bimodal and shares are tied, and there an
 * interval at 95 % covers as little as 88 %. 98.5 % is the least level, in steps of half a percent,
 * at which five seeds cover 93 % or more for all of the distributions in {@code
 * eval/docs/statistics.md} but one, rare collapses that five seeds often do not meet at all. A
 * percentile bootstrap covers 78 to 87 % there. Normal values pay by an interval half as wide again
 * as needed.
 *
 * <p>Below {@link #MINIMUM_FOR_INTERVAL} seeds there is no interval, nor where all seeds came to
 * the same number: equal values say that nothing was seen of the spread, not that there is none.
 */
public final class SeedIntervals {
  /** What an interval is meant to cover, as a share of studies. */
  public static final double LEVEL = 0.95;

  /** Two-sided level of the t distribution whose quantile is used. */
  public static final double QUANTILE_LEVEL = 0.985;

  /** With fewer seeds there is no interval. */
  public static final int MINIMUM_FOR_INTERVAL = 3;

  /**
   * With fewer seeds there is no verdict: were there no effect, all seeds would still have the
   * claimed sign with a chance of 1/2ⁿ, which passes 5 % for n below 5.
   */
  public static final int MINIMUM_FOR_VERDICT = 5;

  /** What stands beside tables and pictures. */
  public static final String METHOD =
      "95 % interval over seeds: Student's t at the 98.5 % level, which covers 93 % or more with 5"
          + " seeds; no interval below 3 seeds, no verdict below 5";

  private SeedIntervals() {}

  /**
   * The mean with its interval.
   *
   * @param values one a seed
   * @return without an interval, and the reason, where there are too few seeds, all values are
   *     equal, or one is not finite; with estimate NaN where there are none or one is not finite
   */
  public static Interval mean(double[] values) {
    return test(values).interval();
  }

  /** The mean with its interval, tested against 0: for differences of pairs. */
  public static Tested test(double[] values) {
    return test(SeedSample.of(values));
  }

  /** The same of mean and deviation. */
  public static Tested test(SeedSample seeds) {
    return spread(seeds).tested();
  }

  /**
   * The mean with an interval at another level than {@link #QUANTILE_LEVEL}.
   *
   * @param level two-sided, of Student's t
   */
  public static Interval mean(double[] values, double level) {
    return spread(SeedSample.of(values)).interval(level);
  }

  private static Spread spread(SeedSample seeds) {
    String missing =
        seeds.missing().isEmpty() && seeds.deviation() == 0
            ? equal(seeds.count())
            : seeds.missing();
    return missing.isEmpty()
        ? new Spread(seeds.mean(), Math.sqrt(seeds.squaredError()), seeds.count() - 1, "")
        : new Spread(seeds.mean(), Double.NaN, Double.NaN, missing);
  }

  /**
   * An estimate with what its interval is made of.
   *
   * @param missing why there is none; empty if there is
   */
  private record Spread(double estimate, double error, double freedom, String missing) {
    Tested tested() {
      return missing.isEmpty()
          ? Tested.around(estimate, error, freedom)
          : Tested.without(estimate, missing);
    }

    /** By the lower tail, since levels close to 1 have few digits left. */
    Interval interval(double level) {
      if (!missing.isEmpty()) {
        return Interval.without(estimate, missing);
      }
      TDistribution t = new TDistribution(freedom);
      double half = -error * t.inverseCumulativeProbability((1 - level) / 2);
      return new Interval(estimate, estimate - half, estimate + half);
    }
  }

  /**
   * Mean of {@code values} less mean of {@code others}, with its interval, for values that do not
   * belong together in pairs. For pairs use {@link #mean} of the differences.
   *
   * @return as {@link #mean}; the smaller group decides whether there are enough seeds
   */
  public static Interval differenceOfMeans(double[] values, double[] others) {
    return testDifference(values, others).interval();
  }

  /** The difference of two means with its interval, tested against 0. */
  public static Tested testDifference(double[] values, double[] others) {
    return testDifference(SeedSample.of(values), SeedSample.of(others));
  }

  /** The same of means and deviations. */
  public static Tested testDifference(SeedSample seeds, SeedSample others) {
    return spread(seeds, others).tested();
  }

  /** The difference of two means with an interval at another level. */
  public static Interval differenceOfMeans(double[] values, double[] others, double level) {
    return spread(SeedSample.of(values), SeedSample.of(others)).interval(level);
  }

  private static Spread spread(SeedSample seeds, SeedSample others) {
    SeedSample fewer = others.count() < seeds.count() ? others : seeds;
    SeedSample more = fewer == seeds ? others : seeds;
    String missing = fewer.missing().isEmpty() ? more.missing() : fewer.missing();
    double difference = seeds.mean() - others.mean();
    if (!missing.isEmpty()) {
      return new Spread(difference, Double.NaN, Double.NaN, missing);
    }
    double first = seeds.squaredError();
    double second = others.squaredError();
    double both = first + second;
    if (both == 0) {
      return new Spread(difference, Double.NaN, Double.NaN, equal(fewer.count()));
    }
    // Welch's degrees of freedom.
    double freedom =
        both
            * both
            / (first * first / (seeds.count() - 1) + second * second / (others.count() - 1));
    return new Spread(difference, Math.sqrt(both), freedom, "");
  }

  /** What there is for so many seeds, in words; empty if an interval and a verdict. */
  public static String few(int seeds) {
    String count = seeds == 1 ? "1 seed" : seeds + " seeds";
    if (seeds < MINIMUM_FOR_INTERVAL) {
      return count
          + ": no interval below "
          + MINIMUM_FOR_INTERVAL
          + " and no verdict below "
          + MINIMUM_FOR_VERDICT;
    }
    return seeds < MINIMUM_FOR_VERDICT
        ? count + ": interval shown, no verdict below " + MINIMUM_FOR_VERDICT
        : "";
  }

  private static String equal(int seeds) {
    return "all " + seeds + " seeds came to the same number: no interval";
  }
}

package dev.ductile.eval.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Intervals for statistics of games × seeds: the estimate, and on both sides of it Student's t at
 * {@link SeedIntervals#QUANTILE_LEVEL} times the standard deviation of a stratified bootstrap that
 * draws n − 1 of n seeds. The degrees of freedom are Satterthwaite's (1946): each game's share in
 * the variance is the square of the covariance of its resampled mean with the statistic, over that
 * mean's variance. One game that is all of the spread leaves n − 1 of them, many equal ones about
 * games × (n − 1).
 *
 * <p>For the mean of one game it is Student's interval. Why it is used and no percentile interval
 * stands in {@code eval/docs/statistics.md}, with what it covers.
 */
public final class ResampledIntervals {
  /** With fewer games an interval needs as many seeds as one game does. */
  private static final int FEW_GAMES = 3;

  /** Spread, relative to the estimate, that may be nothing but rounding. */
  private static final double ROUNDING = 1e-12;

  private ResampledIntervals() {}

  /**
   * A statistic with its interval.
   *
   * @param resamples of the strata that the statistic is of
   * @param shares what the games' shares in the spread are judged by: one number a run, such as its
   *     score
   * @return without an interval, and the reason, where there are too few seeds or nothing differs
   *     between draws
   */
  public static Tested of(Resamples resamples, Statistic statistic, double[] shares) {
    double estimate = resamples.ofData(statistic);
    if (!Double.isFinite(estimate)) {
      return Tested.without(Double.NaN, "a number is not finite: no estimate");
    }
    Strata strata = resamples.strata();
    if (strata.least() < SeedIntervals.MINIMUM_FOR_INTERVAL
        && (strata.least() < 2 || strata.count() < FEW_GAMES)) {
      return Tested.without(estimate, few(strata));
    }
    double[] drawn = resamples.of(statistic);
    double error = Math.sqrt(Moments.variance(drawn));
    if (error <= ROUNDING * Math.abs(estimate)) {
      return Tested.without(estimate, "every draw of seeds gives the same number: no interval");
    }
    double freedom = freedom(resamples, drawn, shares);
    return Tested.around(estimate, error, freedom);
  }

  /** Satterthwaite's degrees of freedom. */
  private static double freedom(Resamples resamples, double[] drawn, double[] shares) {
    Strata strata = resamples.strata();
    double[] parts =
        IntStream.range(0, strata.count())
            .parallel()
            .mapToDouble(stratum -> part(resamples.means(stratum, shares), drawn))
            .toArray();
    double sum = 0;
    double squares = 0;
    for (int stratum = 0; stratum < parts.length; stratum++) {
      sum += parts[stratum];
      squares += parts[stratum] * parts[stratum] / (strata.sizes()[stratum] - 1);
    }
    return squares > 0 ? sum * sum / squares : strata.least() - 1;
  }

  /** What of the statistic's variance goes with a game's mean. */
  private static double part(double[] means, double[] drawn) {
    double variance = Moments.variance(means);
    double covariance = variance > 0 ? Moments.covariance(means, drawn) : 0;
    return variance > 0 ? covariance * covariance / variance : 0;
  }

  private static String few(Strata strata) {
    int least = strata.least();
    long such = Arrays.stream(strata.sizes()).filter(size -> size == least).count();
    return String.format(
        Locale.ROOT,
        "%s%s: no interval",
        least == 1 ? "1 seed" : "2 seeds, and fewer than " + FEW_GAMES + " games",
        such == strata.count()
            ? ""
            : String.format(Locale.ROOT, " on %d of %d games", such, strata.count()));
  }
}

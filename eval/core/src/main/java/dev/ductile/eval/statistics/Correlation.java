package dev.ductile.eval.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Correlations of two numbers over independent points, such as a measurement of each run and the
 * change in its return. What a seed's points have in common is to be averaged before.
 *
 * <p>The interval is Fisher's (1921): artanh of the correlation is about normal, with variance 1 /
 * (n − 3), for ranks (1 + r²/2) / (n − 3) (Bonett and Wright 2000).
 */
public final class Correlation {
  /** With fewer points there is no interval. */
  public static final int MINIMUM_FOR_INTERVAL = 5;

  private Correlation() {}

  /** Pearson's correlation with its interval. */
  public static Interval pearson(double[] x, double[] y) {
    return with(x, y, false);
  }

  /** Spearman's rank correlation with its interval. */
  public static Interval spearman(double[] x, double[] y) {
    return with(x, y, true);
  }

  private static Interval with(double[] x, double[] y, boolean ranks) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " values against " + y.length);
    }
    if (!Arrays.stream(x).allMatch(Double::isFinite)
        || !Arrays.stream(y).allMatch(Double::isFinite)) {
      return Interval.without(Double.NaN, "a number is not finite: no correlation");
    }
    double r = ranks ? Ranks.correlation(x, y) : product(x, y);
    if (Double.isNaN(r)) {
      return Interval.without(Double.NaN, "one of the two never changes: no correlation");
    }
    if (x.length < MINIMUM_FOR_INTERVAL) {
      return Interval.without(r, x.length + " points: no interval below " + MINIMUM_FOR_INTERVAL);
    }
    if (Math.abs(r) > 1 - 1e-12) {
      return Interval.without(Math.signum(r), "all points lie on a line: no interval");
    }
    double variance = (ranks ? 1 + r * r / 2 : 1) / (x.length - 3);
    double half =
        Math.sqrt(variance)
            * new NormalDistribution()
                .inverseCumulativeProbability((1 + SeedIntervals.QUANTILE_LEVEL) / 2);
    double middle = Math.log((1 + r) / (1 - r)) / 2;
    return new Interval(r, Math.tanh(middle - half), Math.tanh(middle + half));
  }

  private static double product(double[] x, double[] y) {
    if (x.length < 2) {
      return Double.NaN;
    }
    double scale = Math.sqrt(Moments.variance(x) * Moments.variance(y));
    return scale == 0 ? Double.NaN : Moments.covariance(x, y) / scale;
  }
}

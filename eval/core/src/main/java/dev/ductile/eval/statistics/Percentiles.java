package dev.ductile.eval.statistics;

import java.util.Arrays;

/**
 * Percentiles of a sample, by linear interpolation between order statistics at (n − 1)·q: type 7 of
 * Hyndman and Fan (1996), NumPy's default {@code linear} and R's. Other libraries take other ones:
 * Hipparchus' and Commons Math's default is (n + 1)·q (type 6), SciPy's {@code mquantiles} n·q +
 * 0.4 + 0.2·q. For a few values they differ.
 */
public final class Percentiles {
  private Percentiles() {}

  /**
   * A percentile.
   *
   * @param values finite; any order
   * @param share 0 to 1
   * @return NaN without values
   */
  public static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, share);
  }

  /** The same of values in ascending order. */
  public static double ofSorted(double[] sorted, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of 0 to 1, not " + share);
    }
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = (sorted.length - 1) * share;
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    // Between equal values nothing is to be rounded, and equal infinities have no difference.
    return sorted[below] == sorted[above]
        ? sorted[below]
        : sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** The middle value, or the mean of the two in the middle. */
  public static double median(double[] values) {
    return of(values, 0.5);
  }
}

package dev.ductile.eval.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Statistics of ranks. */
public final class Ranks {
  private Ranks() {}

  /**
   * Ranks from 1; equal values share the mean of their ranks.
   *
   * @param values finite
   */
  public static double[] of(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int first = 0, end; first < order.length; first = end) {
      end = first + 1;
      while (end < order.length && values[order[end]] == values[order[first]]) {
        end++;
      }
      for (int i = first; i < end; i++) {
        ranks[order[i]] = (first + 1 + end) / 2.0;
      }
    }
    return ranks;
  }

  /**
   * Spearman's rank correlation: Pearson's correlation of the ranks, so that ties are treated
   * right.
   *
   * @return -1 to 1; NaN if one of the two is constant
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double correlation(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " values against " + y.length);
    }
    double[] first = of(x);
    double[] second = of(y);
    double middle = (x.length + 1) / 2.0;
    double product = 0;
    for (int i = 0; i < first.length; i++) {
      product += (first[i] - middle) * (second[i] - middle);
    }
    double scale = squares(first, middle) * squares(second, middle);
    return scale == 0 ? Double.NaN : product / Math.sqrt(scale);
  }

  /**
   * {@link #correlation}, with 0 in place of NaN: what never changes goes with nothing.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double correlationOrZero(double[] x, double[] y) {
    double correlation = correlation(x, y);
    return Double.isNaN(correlation) ? 0 : correlation;
  }

  private static double squares(double[] ranks, double middle) {
    return Arrays.stream(ranks).map(rank -> (rank - middle) * (rank - middle)).sum();
  }
}

package dev.ductile.eval.probe;

import dev.ductile.env.RandomStreams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Percentile bootstrap of a mean (Efron and Tibshirani 1993, chapter 13). Resamples come from a
 * stream of their own with a fixed seed, so that equal values give equal intervals.
 */
public final class Bootstrap {
  /** Resamples behind an interval. */
  public static final int RESAMPLES = 10_000;

  private static final long SEED = 1;

  private Bootstrap() {}

  /**
   * A mean with its 95 % interval.
   *
   * @param low 2.5 % quantile of the resampled means
   * @param high 97.5 % quantile
   */
  public record Interval(double mean, double low, double high) {}

  /** The mean of values and its interval; with one value, no interval but the value. */
  public static Interval mean(double[] values) {
    if (values.length == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    UniformRandomProvider random = new RandomStreams(SEED).stream("bootstrap", 0);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[r] = sum / values.length;
    }
    Arrays.sort(means);
    double mean = Arrays.stream(values).average().orElseThrow();
    return new Interval(mean, quantile(means, 0.025), quantile(means, 0.975));
  }

  /** Of sorted values, on straight lines between them (Hyndman and Fan's type 7). */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}

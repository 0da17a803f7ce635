package dev.ductile.eval.statistics;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Percentile bootstrap intervals (Efron 1979; Efron and Tibshirani 1993, section 13.3): the
 * statistic is computed again on samples drawn with replacement, and the interval lies between two
 * quantiles of what comes out.
 *
 * <p>With few values an interval is too narrow: resampling n values shrinks the variance of a mean
 * by (n-1)/n. With one value it is that value.
 */
public final class Bootstrap {
  /** Resamples that leave little noise in the ends of a 95 % interval. */
  public static final int RESAMPLES = 10_000;

  private Bootstrap() {}

  /**
   * The mean with its interval.
   *
   * @param values one a seed; at least one, all finite
   * @param level share of resampled means inside the interval, for example 0.95
   * @param resamples how many samples to draw, for example {@link #RESAMPLES}
   * @param random draws the samples
   * @throws IllegalArgumentException if there is no value, one is not finite, or a number is out of
   *     range
   */
  public static Interval mean(
      double[] values, double level, int resamples, UniformRandomProvider random) {
    requireFinite(values);
    double[] drawn = new double[values.length];
    Supplier<double[]> sampler =
        () -> {
          for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
          }
          return drawn;
        };
    return of(values, sampler, Bootstrap::mean, level, resamples);
  }

  /**
   * Mean of {@code values} less mean of {@code others}, with its interval, for values that do not
   * belong together in pairs: each group is resampled for itself. For pairs use {@link #mean} of
   * the differences.
   *
   * @throws IllegalArgumentException as {@link #mean}
   */
  public static Interval differenceOfMeans(
      double[] values, double[] others, double level, int resamples, UniformRandomProvider random) {
    requireFinite(values);
    requireFinite(others);
    DoubleSupplier sampler = () -> resampledMean(values, random) - resampledMean(others, random);
    double estimate = mean(values) - mean(others);
    return interval(estimate, sampler, level, resamples);
  }

  /**
   * Any statistic with its interval.
   *
   * @param data the data
   * @param sampler draws a sample of the data, as large as they are; may reuse its memory
   * @param statistic the number wanted; a resample for which it is NaN is left out
   * @param level share of resampled statistics inside the interval
   * @param resamples how many samples to draw
   * @return NaN everywhere if the statistic of the data is NaN
   */
  public static <T> Interval of(
      T data,
      Supplier<? extends T> sampler,
      ToDoubleFunction<? super T> statistic,
      double level,
      int resamples) {
    double estimate = statistic.applyAsDouble(data);
    return interval(estimate, () -> statistic.applyAsDouble(sampler.get()), level, resamples);
  }

  private static Interval interval(
      double estimate, DoubleSupplier draw, double level, int resamples) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must lie between 0 and 1, is " + level);
    }
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be 1 or more, is " + resamples);
    }
    double[] statistics = new double[resamples];
    int count = 0;
    for (int i = 0; i < resamples; i++) {
      double statistic = draw.getAsDouble();
      if (!Double.isNaN(statistic)) {
        statistics[count++] = statistic;
      }
    }
    if (Double.isNaN(estimate) || count == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    Arrays.sort(statistics, 0, count);
    double tail = (1 - level) / 2;
    return new Interval(
        estimate, quantile(statistics, count, tail), quantile(statistics, count, 1 - tail));
  }

  /**
   * A quantile between order statistics: type 7 of Hyndman and Fan (1996), which R and NumPy use.
   *
   * @param sorted ascending in its first {@code count} entries
   * @param share 0 to 1
   */
  static double quantile(double[] sorted, int count, double share) {
    double position = share * (count - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, count - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  private static double resampledMean(double[] values, UniformRandomProvider random) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static void requireFinite(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a bootstrap needs at least one value");
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a bootstrap needs finite values, one is " + value);
      }
    }
  }
}

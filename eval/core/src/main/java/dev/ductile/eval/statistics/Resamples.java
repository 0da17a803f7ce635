package dev.ductile.eval.statistics;

import dev.ductile.base.RandomStreams;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A stratified bootstrap's draws: for each resample, how often each run was drawn. From a stratum
 * of n runs n − 1 are drawn with replacement, so that the variance of a resampled mean is that of
 * the mean, s²/n; n draws give (n − 1)/n of it, half for two seeds (McCarthy and Snowden 1985; Rao
 * and Wu 1988).
 *
 * <p>Equal strata and seeds give equal draws, whatever the number of threads.
 */
public final class Resamples {
  /** As many as intervals are made of. */
  public static final int USUAL = 10_000;

  private static final String STREAM = "bootstrap ";

  private final Strata strata;
  private final int resamples;
  private final short[] counts;

  private Resamples(Strata strata, int resamples, short[] counts) {
    this.strata = strata;
    this.resamples = resamples;
    this.counts = counts;
  }

  /** Draws n − 1 runs of each stratum's n, one of one. */
  public static Resamples of(Strata strata, int resamples, RandomStreams streams) {
    return draw(strata, resamples, streams, 1);
  }

  /** Draws n runs of each stratum's n: Efron's bootstrap, as it is published mostly. */
  static Resamples ofAll(Strata strata, int resamples, RandomStreams streams) {
    return draw(strata, resamples, streams, 0);
  }

  private static Resamples draw(Strata strata, int resamples, RandomStreams streams, int fewer) {
    int runs = strata.runs();
    int[] offsets = strata.offsets();
    short[] counts = new short[Math.multiplyExact(resamples, runs)];
    IntStream.range(0, strata.count())
        .parallel()
        .forEach(
            stratum -> {
              int size = strata.sizes()[stratum];
              int draws = Math.max(1, size - fewer);
              UniformRandomProvider random =
                  streams.stream(STREAM + strata.names().get(stratum), size);
              for (int resample = 0; resample < resamples; resample++) {
                int first = resample * runs + offsets[stratum];
                for (int i = 0; i < draws; i++) {
                  counts[first + random.nextInt(size)]++;
                }
              }
            });
    return new Resamples(strata, resamples, counts);
  }

  /** What was resampled. */
  public Strata strata() {
    return strata;
  }

  /** A statistic of every resample, in their order. */
  double[] of(Statistic statistic) {
    int runs = strata.runs();
    return IntStream.range(0, resamples)
        .parallel()
        .mapToDouble(resample -> statistic.of(counts, resample * runs))
        .toArray();
  }

  /** A statistic of the runs themselves. */
  double ofData(Statistic statistic) {
    short[] once = new short[strata.runs()];
    Arrays.fill(once, (short) 1);
    return statistic.of(once, 0);
  }

  /**
   * The mean of a stratum's drawn values in every resample.
   *
   * @param values one a run, over all strata
   */
  double[] means(int stratum, double[] values) {
    int runs = strata.runs();
    int[] offsets = strata.offsets();
    double[] means = new double[resamples];
    for (int resample = 0; resample < resamples; resample++) {
      double sum = 0;
      int drawn = 0;
      for (int run = offsets[stratum]; run < offsets[stratum + 1]; run++) {
        int times = counts[resample * runs + run];
        sum += times * values[run];
        drawn += times;
      }
      means[resample] = sum / drawn;
    }
    return means;
  }
}

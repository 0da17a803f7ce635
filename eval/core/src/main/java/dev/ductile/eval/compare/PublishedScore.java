package dev.ductile.eval.compare;

import dev.ductile.eval.published.PublishedReturns;
import dev.ductile.eval.statistics.SeedSample;

/**
 * A mean over runs that others published without the single ones.
 *
 * @param mean over their runs
 * @param deviation standard deviation of the runs (n − 1)
 */
public record PublishedScore(double mean, double deviation) {
  /** Runs behind each. */
  public static final int RUNS = PublishedReturns.RUNS;

  SeedSample sample() {
    return new SeedSample(mean, deviation, RUNS);
  }
}

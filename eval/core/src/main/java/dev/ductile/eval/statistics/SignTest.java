package dev.ductile.eval.statistics;

import java.util.Locale;

/**
 * The exact two-sided sign test (Arbuthnot 1710): how often a fair coin would be as one-sided.
 *
 * @param agreeing seeds on the side of the estimate
 * @param seeds all seeds that are on a side
 */
public record SignTest(int agreeing, int seeds) {
  /** The probability of a split at least as uneven, were both signs equally likely. */
  public double probability() {
    int more = Math.max(agreeing, seeds - agreeing);
    double ways = 0;
    double binomial = 1;
    for (int k = 0; k <= seeds; k++) {
      ways += k >= more ? binomial : 0;
      binomial = binomial * (seeds - k) / (k + 1);
    }
    return Math.min(1, 2 * ways / Math.pow(2, seeds));
  }

  /** Whether it is below 5 %, for which six seeds are needed at least. */
  public boolean decides() {
    return decides(1 - SeedIntervals.LEVEL);
  }

  /** Whether it is below an error that is allowed. */
  public boolean decides(double error) {
    return probability() < error;
  }

  /** In words: {@code sign test p = 0.031}. */
  public String text() {
    return String.format(Locale.ROOT, "sign test p = %.2g", probability());
  }
}

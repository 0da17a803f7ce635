package dev.ductile.eval.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * A test that looks at the data several times, each time with more seeds, and still errs no more
 * often than it says. The error is spent over the looks as O'Brien and Fleming's boundaries do (Lan
 * and DeMets 1983): by a share t of the most seeds, 2 − 2·Φ(z / √t), where z is the normal quantile
 * of 1 − α/2. What a look may spend is the level of Student's t at that look. That errors of
 * several looks may be the same studies is not made use of, so for normal values the rate is α or
 * less, whatever the correlations (Bonferroni).
 *
 * <p>α is calibrated as {@link SeedIntervals} are, on skewed, bimodal and tied values: {@code
 * eval/docs/statistics.md} has the rates.
 *
 * @param first seeds at the first look
 * @param step seeds that are added for each further look
 * @param most seeds at the last look
 */
public record GroupSequential(int first, int step, int most) {
  /** All that is spent, for normal values. */
  public static final double ALPHA = 0.02;

  /** What is promised for others, in studies without an effect, from {@link #LEAST_MOST} on. */
  public static final double PROMISED = 0.07;

  /** With fewer seeds at the last look ties and skew break the promise. */
  public static final int LEAST_MOST = 20;

  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Seeds at each look, ascending; the last look may add fewer. */
  public List<Integer> looks() {
    List<Integer> looks = new ArrayList<>();
    for (int seeds = first; seeds < most; seeds += step) {
      looks.add(seeds);
    }
    looks.add(most);
    return looks;
  }

  /**
   * The error that a look may spend.
   *
   * @param seeds at that look, one of {@link #looks}
   */
  public double spent(int seeds) {
    int at = looks().indexOf(seeds);
    double before = at == 0 ? 0 : spentBy(looks().get(at - 1));
    return spentBy(seeds) - before;
  }

  private double spentBy(int seeds) {
    double quantile = NORMAL.inverseCumulativeProbability(1 - ALPHA / 2);
    double share = (double) seeds / most;
    return 2 * NORMAL.cumulativeProbability(-quantile / Math.sqrt(share));
  }
}

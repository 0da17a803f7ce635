package dev.ductile.eval.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Numbers that stand for normalised scores of games × seeds (Agarwal et al. 2021, "Deep
 * reinforcement learning at the edge of the statistical precipice").
 */
public enum Aggregate {
  /**
   * The interquartile mean: of all runs together the mean of what is left when ⌊N/4⌋ of N are cut
   * off at each end, exactly as {@code scipy.stats.trim_mean(scores, 0.25)}. A game with more seeds
   * has more weight.
   */
  IQM("interquartile mean", "IQM") {
    @Override
    Statistic statistic(Strata strata, double[] scores) {
      int[] order = order(scores);
      return (counts, first) -> trimmedMean(scores, order, counts, first);
    }
  },

  /**
   * The median over games of the means over seeds; of an even number the mean of the middle two.
   */
  MEDIAN("median over games", "median") {
    @Override
    Statistic statistic(Strata strata, double[] scores) {
      int[] offsets = strata.offsets();
      return (counts, first) -> Percentiles.median(means(offsets, scores, counts, first));
    }
  },

  /** The mean over games of the means over seeds. */
  MEAN("mean over games", "mean") {
    @Override
    Statistic statistic(Strata strata, double[] scores) {
      int[] offsets = strata.offsets();
      return (counts, first) ->
          Arrays.stream(means(offsets, scores, counts, first)).sum() / strata.count();
    }
  },

  /**
   * By how much scores, each at most 1, fall short of 1: the mean over games of the means over
   * seeds of 1 − min(score, 1). Less is better.
   */
  OPTIMALITY_GAP("optimality gap", "gap") {
    @Override
    Statistic statistic(Strata strata, double[] scores) {
      double[] gaps =
          Arrays.stream(scores).map(score -> TARGET - Math.min(score, TARGET)).toArray();
      return MEAN.statistic(strata, gaps);
    }
  };

  /** What a score is to reach: for human-normalised ones, the human's. */
  public static final double TARGET = 1;

  private static final int TRIMMED_PARTS = 4;

  private final String text;
  private final String shortText;

  Aggregate(String text, String shortText) {
    this.text = text;
    this.shortText = shortText;
  }

  /** For sentences. */
  public String text() {
    return text;
  }

  /** For heads of columns. */
  public String shortText() {
    return shortText;
  }

  /**
   * The aggregate as a statistic.
   *
   * @param strata the games
   * @param scores one a run, game after game
   */
  abstract Statistic statistic(Strata strata, double[] scores);

  /** The interquartile mean of values that belong to no games. */
  public static double interquartileMean(double[] values) {
    short[] once = new short[values.length];
    Arrays.fill(once, (short) 1);
    return trimmedMean(values, order(values), once, 0);
  }

  private static int[] order(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(run -> scores[run]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double trimmedMean(double[] scores, int[] order, short[] counts, int first) {
    int drawn = 0;
    for (int run = 0; run < scores.length; run++) {
      drawn += counts[first + run];
    }
    int from = drawn / TRIMMED_PARTS;
    int to = drawn - from;
    double sum = 0;
    int passed = 0;
    for (int run : order) {
      int next = passed + counts[first + run];
      sum +=
          (Math.min(next, to) > Math.max(passed, from) ? kept(passed, next, from, to) : 0)
              * scores[run];
      passed = next;
    }
    return sum / (to - from);
  }

  private static int kept(int passed, int next, int from, int to) {
    return Math.min(next, to) - Math.max(passed, from);
  }

  private static double[] means(int[] offsets, double[] scores, short[] counts, int first) {
    double[] means = new double[offsets.length - 1];
    for (int game = 0; game < means.length; game++) {
      double sum = 0;
      int drawn = 0;
      for (int run = offsets[game]; run < offsets[game + 1]; run++) {
        sum += counts[first + run] * scores[run];
        drawn += counts[first + run];
      }
      means[game] = sum / drawn;
    }
    return means;
  }
}

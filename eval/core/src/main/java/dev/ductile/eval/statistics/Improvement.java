package dev.ductile.eval.statistics;

import java.util.Arrays;

/**
 * How often a run of one group is above a run of another on the same game: the probability of
 * improvement (Agarwal et al. 2021), Mann and Whitney's (1947) U over the number of pairs, ties
 * counting half.
 */
public final class Improvement {
  private Improvement() {}

  /**
   * The probability that a score of the first is above one of the second, on one game.
   *
   * @return 0 to 1; NaN where there are none
   */
  public static double probability(double[] first, double[] second) {
    double wins = 0;
    for (double one : first) {
      for (double other : second) {
        wins += win(one, other);
      }
    }
    return wins / ((double) first.length * second.length);
  }

  /**
   * Cliff's (1993) delta: how much more often the first is above than below, -1 to 1. It is twice
   * the probability of improvement less 1.
   */
  public static double cliffsDelta(double[] first, double[] second) {
    return 2 * probability(first, second) - 1;
  }

  /** The mean of the games' probabilities, over the games that both have, with its interval. */
  public static Interval overGames(ScoreTable first, ScoreTable second) {
    AggregateDifferences.TwoGroups groups = AggregateDifferences.TwoGroups.of(first, second);
    int games = groups.games().size();
    if (games == 0) {
      return Interval.without(Double.NaN, "no game in common");
    }
    int[] offsets = groups.strata().offsets();
    double[] all = groups.all();
    Statistic statistic =
        (counts, from) -> {
          double sum = 0;
          for (int game = 0; game < games; game++) {
            double wins = 0;
            double pairs = 0;
            for (int i = offsets[game]; i < offsets[game + 1]; i++) {
              for (int j = offsets[games + game];
                  counts[from + i] > 0 && j < offsets[games + game + 1];
                  j++) {
                int times = counts[from + i] * counts[from + j];
                wins += times * win(all[i], all[j]);
                pairs += times;
              }
            }
            sum += wins / pairs;
          }
          return sum / games;
        };
    Resamples resamples = Resamples.of(groups.strata(), Resamples.USUAL, AggregateScores.STREAMS);
    return ResampledIntervals.of(resamples, statistic, ranks(groups)).interval().within(0, 1);
  }

  /** A run's rank on its game: scores of games with other units are no measure of wins. */
  private static double[] ranks(AggregateDifferences.TwoGroups groups) {
    int[] offsets = groups.strata().offsets();
    int games = groups.games().size();
    double[] all = new double[groups.strata().runs()];
    for (int game = 0; game < games; game++) {
      double[] first = groups.first()[game];
      double[] second = groups.second()[game];
      double[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      double[] ranks = Ranks.of(both);
      for (int i = 0; i < first.length; i++) {
        all[offsets[game] + i] = ranks[i] / both.length;
      }
      for (int i = 0; i < second.length; i++) {
        all[offsets[games + game] + i] = ranks[first.length + i] / both.length;
      }
    }
    return all;
  }

  private static double win(double one, double other) {
    return one > other ? 1 : one == other ? 0.5 : 0;
  }
}

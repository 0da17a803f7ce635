package dev.ductile.eval.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Differences between the aggregates of two groups of runs, with intervals and tests. Pairs are
 * resampled as pairs, so that what a seed has in common on both sides cancels.
 */
public final class AggregateDifferences {
  private AggregateDifferences() {}

  /** An aggregate of the first scores less that of the second, over the games of the pairs. */
  public static Tested paired(ScorePairs pairs, Aggregate aggregate) {
    if (pairs.games().isEmpty()) {
      return Tested.without(Double.NaN, "no pairs");
    }
    Strata strata =
        new Strata(
            pairs.games(), Arrays.stream(pairs.first()).mapToInt(game -> game.length).toArray());
    double[] first = flat(pairs.first());
    double[] second = flat(pairs.second());
    Statistic difference =
        aggregate.statistic(strata, first).minus(aggregate.statistic(strata, second));
    double[] shares = new double[first.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = first[i] - second[i];
    }
    Resamples resamples = Resamples.of(strata, Resamples.USUAL, AggregateScores.STREAMS);
    return forGames(
        aggregate, strata.count(), ResampledIntervals.of(resamples, difference, shares));
  }

  /**
   * The same for groups without pairs, over the games that both have.
   *
   * @return without an estimate if they have no game in common
   */
  public static Tested unpaired(ScoreTable first, ScoreTable second, Aggregate aggregate) {
    TwoGroups groups = TwoGroups.of(first, second);
    if (groups.games().isEmpty()) {
      return Tested.without(Double.NaN, "no game in common");
    }
    Statistic difference =
        groups.ofFirst(aggregate::statistic).minus(groups.ofSecond(aggregate::statistic));
    Resamples resamples = Resamples.of(groups.strata(), Resamples.USUAL, AggregateScores.STREAMS);
    return forGames(
        aggregate,
        groups.games().size(),
        ResampledIntervals.of(resamples, difference, groups.all()));
  }

  private static Tested forGames(Aggregate aggregate, int games, Tested tested) {
    Interval interval = AggregateScores.forGames(aggregate, games, tested.interval());
    return new Tested(interval, interval.hasEnds() ? tested.probability() : Double.NaN);
  }

  static double[] flat(double[][] scores) {
    return Arrays.stream(scores).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Games of both groups, each a stratum of its own. */
  record TwoGroups(List<String> games, double[][] first, double[][] second, Strata strata) {
    /** A statistic of one group's runs. */
    interface OfGames {
      Statistic of(Strata games, double[] scores);
    }

    static TwoGroups of(ScoreTable first, ScoreTable second) {
      List<String> games = new ArrayList<>(first.games());
      games.retainAll(second.games());
      double[][] ones = scores(first, games);
      double[][] others = scores(second, games);
      List<String> names = new ArrayList<>();
      games.forEach(game -> names.add("1 " + game));
      games.forEach(game -> names.add("2 " + game));
      int[] sizes = new int[2 * games.size()];
      for (int i = 0; i < games.size(); i++) {
        sizes[i] = ones[i].length;
        sizes[games.size() + i] = others[i].length;
      }
      return new TwoGroups(games, ones, others, new Strata(names, sizes));
    }

    private static double[][] scores(ScoreTable table, List<String> games) {
      return games.stream()
          .map(game -> table.scores()[table.games().indexOf(game)])
          .toArray(double[][]::new);
    }

    Statistic ofFirst(OfGames statistic) {
      return statistic.of(new ScoreTable(games, first).strata(), flat(first));
    }

    Statistic ofSecond(OfGames statistic) {
      Statistic second =
          statistic.of(new ScoreTable(games, this.second).strata(), flat(this.second));
      int before = flat(first).length;
      return (counts, from) -> second.of(counts, from + before);
    }

    double[] all() {
      double[] ones = flat(first);
      double[] others = flat(second);
      double[] all = Arrays.copyOf(ones, ones.length + others.length);
      System.arraycopy(others, 0, all, ones.length, others.length);
      return all;
    }
  }
}

package dev.ductile.eval.statistics;

import dev.ductile.base.RandomStreams;

/** Aggregates of games × seeds, with their intervals. */
public final class AggregateScores {
  /**
   * With fewer games ⌊N/4⌋ runs of N are no quarter of the games, and what an interquartile mean
   * stands for depends on the number of seeds: it has no interval.
   */
  public static final int MINIMUM_GAMES_FOR_IQM = 5;

  /** Seed of all resampling: equal data give equal intervals. */
  static final RandomStreams STREAMS = new RandomStreams(20_261_130);

  private final ScoreTable table;
  private final Resamples resamples;

  /** The aggregates of a table with at least one game. */
  public AggregateScores(ScoreTable table) {
    this(table, Resamples.USUAL);
  }

  AggregateScores(ScoreTable table, int resamples) {
    this.table = table;
    this.resamples = Resamples.of(table.strata(), resamples, STREAMS);
  }

  /** An aggregate with its interval; never one of which there is but one game and one seed. */
  public Interval of(Aggregate aggregate) {
    double[] scores = table.all();
    Statistic statistic = aggregate.statistic(table.strata(), scores);
    Interval interval = ResampledIntervals.of(resamples, statistic, scores).interval();
    return forGames(aggregate, table.games().size(), interval);
  }

  /** What may be said of an aggregate over so many games. */
  static Interval forGames(Aggregate aggregate, int games, Interval interval) {
    return aggregate == Aggregate.IQM && games < MINIMUM_GAMES_FOR_IQM && interval.hasEnds()
        ? Interval.without(interval.estimate(), few(games))
        : interval;
  }

  private static String few(int games) {
    return "an interquartile mean over "
        + games
        + (games == 1 ? " game" : " games")
        + " has no interval: "
        + MINIMUM_GAMES_FOR_IQM
        + " are needed";
  }
}

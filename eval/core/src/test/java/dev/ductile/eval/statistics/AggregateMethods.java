package dev.ductile.eval.statistics;

import dev.ductile.base.RandomStreams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/** 95 % intervals for an aggregate of games × seeds by every method that was considered. */
final class AggregateMethods {
  private static final double TAIL = 0.025;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Ways to an interval. */
  enum Method {
    /** Percentiles of a stratified bootstrap (Efron 1979), as rliable's default. */
    PERCENTILE("percentile"),
    /** Bias-corrected and accelerated percentiles (Efron 1987). */
    BCA("BCa"),
    /** Studentised bootstrap, "bootstrap-t" (Efron 1982). */
    STUDENTISED("bootstrap-t"),
    /** Student's t over the aggregates of the first seed of each game, the second, and so on. */
    OVER_SEEDS("t over seeds"),
    /** {@link ResampledIntervals}. */
    CHOSEN("t of n − 1 draws");

    final String text;

    Method(String text) {
      this.text = text;
    }
  }

  private AggregateMethods() {}

  /** Low and high of every method. */
  static Map<Method, double[]> intervals(
      ScoreTable table, double[][] bySeed, Aggregate aggregate, int resamples, long seed) {
    Map<Method, double[]> all = new EnumMap<>(Method.class);
    Strata strata = table.strata();
    double[] scores = table.all();
    Statistic statistic = aggregate.statistic(strata, scores);
    Resamples full = Resamples.ofAll(strata, resamples, new RandomStreams(seed));
    double[] drawn = full.of(statistic);
    double estimate = full.ofData(statistic);
    double[] sorted = drawn.clone();
    Arrays.sort(sorted);
    all.put(
        Method.PERCENTILE,
        new double[] {Percentiles.ofSorted(sorted, TAIL), Percentiles.ofSorted(sorted, 1 - TAIL)});
    all.put(Method.BCA, bca(table, aggregate, sorted, estimate));
    Statistic error = error(aggregate, strata, scores);
    double[] errors = full.of(error);
    all.put(Method.STUDENTISED, studentised(drawn, errors, estimate, full.ofData(error)));
    double[] each = Arrays.stream(bySeed).mapToDouble(games -> ofGames(games, aggregate)).toArray();
    double half =
        Math.sqrt(Moments.variance(each) / each.length)
            * new TDistribution(each.length - 1).inverseCumulativeProbability(1 - TAIL);
    double middle = Moments.mean(each);
    all.put(Method.OVER_SEEDS, new double[] {middle - half, middle + half});
    Resamples fewer = Resamples.of(strata, resamples, new RandomStreams(seed));
    Interval chosen = ResampledIntervals.of(fewer, statistic, scores).interval();
    all.put(Method.CHOSEN, new double[] {chosen.low(), chosen.high()});
    return all;
  }

  private static double ofGames(double[] games, Aggregate aggregate) {
    Strata strata =
        new Strata(
            IntStream.range(0, games.length).mapToObj(Integer::toString).toList(),
            IntStream.range(0, games.length).map(i -> 1).toArray());
    short[] once = new short[games.length];
    Arrays.fill(once, (short) 1);
    return aggregate.statistic(strata, games).of(once, 0);
  }

  private static double[] bca(
      ScoreTable table, Aggregate aggregate, double[] sorted, double estimate) {
    double below = 0;
    for (double value : sorted) {
      below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
    }
    double share = Math.min(Math.max(below, 0.5), sorted.length - 0.5) / sorted.length;
    double bias = NORMAL.inverseCumulativeProbability(share);
    double cubes = 0;
    double squares = 0;
    for (double[] influences : influences(aggregate, table.scores())) {
      for (double influence : influences) {
        double each = influence / influences.length;
        cubes += each * each * each;
        squares += each * each;
      }
    }
    double acceleration = squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    return new double[] {
      Percentiles.ofSorted(sorted, adjusted(TAIL, bias, acceleration)),
      Percentiles.ofSorted(sorted, adjusted(1 - TAIL, bias, acceleration))
    };
  }

  private static double adjusted(double share, double bias, double acceleration) {
    double z = bias + NORMAL.inverseCumulativeProbability(share);
    return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
  }

  private static double[] studentised(
      double[] drawn, double[] errors, double estimate, double error) {
    double[] t =
        IntStream.range(0, drawn.length)
            .mapToDouble(
                i ->
                    errors[i] > 0
                        ? (drawn[i] - estimate) / errors[i]
                        : Math.signum(drawn[i] - estimate) * 1e6)
            .toArray();
    Arrays.sort(t);
    return new double[] {
      estimate - error * Percentiles.ofSorted(t, 1 - TAIL),
      estimate - error * Percentiles.ofSorted(t, TAIL)
    };
  }

  /** Standard error of an aggregate by its influences, of resamples of as many runs. */
  private static Statistic error(Aggregate aggregate, Strata strata, double[] scores) {
    int[] offsets = strata.offsets();
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(run -> scores[run]))
            .mapToInt(Integer::intValue)
            .toArray();
    int cut = scores.length / 4;
    double kept = 1 - 2.0 * cut / scores.length;
    return (counts, first) -> {
      double low = aggregate == Aggregate.IQM ? at(cut, scores, order, counts, first) : 0;
      double high =
          aggregate == Aggregate.IQM
              ? at(scores.length - 1 - cut, scores, order, counts, first)
              : 0;
      double[] weights = weights(aggregate, offsets, scores, counts, first);
      double sum = 0;
      for (int game = 0; game < weights.length; game++) {
        double values = 0;
        double squares = 0;
        for (int run = offsets[game]; weights[game] > 0 && run < offsets[game + 1]; run++) {
          double value =
              switch (aggregate) {
                case IQM -> Math.min(Math.max(scores[run], low), high) / kept;
                case OPTIMALITY_GAP -> 1 - Math.min(scores[run], 1);
                case MEAN, MEDIAN -> scores[run];
              };
          values += counts[first + run] * value;
          squares += counts[first + run] * value * value;
        }
        double size = strata.sizes()[game];
        double variance = Math.max(0, squares - values * values / size) / (size - 1);
        sum += weights[game] * weights[game] * variance / size;
      }
      return Math.sqrt(sum);
    };
  }

  /** What stands at a place of the drawn scores in ascending order. */
  private static double at(int place, double[] scores, int[] order, short[] counts, int first) {
    int passed = 0;
    for (int run : order) {
      passed += counts[first + run];
      if (passed > place) {
        return scores[run];
      }
    }
    throw new IllegalArgumentException("no place " + place);
  }

  /** The games' weights: in a median those of the games in the middle. */
  private static double[] weights(
      Aggregate aggregate, int[] offsets, double[] scores, short[] counts, int first) {
    double[] weights = new double[offsets.length - 1];
    if (aggregate != Aggregate.MEDIAN) {
      Arrays.fill(weights, 1.0 / weights.length);
      return weights;
    }
    double[] means = new double[weights.length];
    for (int game = 0; game < means.length; game++) {
      for (int run = offsets[game]; run < offsets[game + 1]; run++) {
        means[game] += counts[first + run] * scores[run] / (offsets[game + 1] - offsets[game]);
      }
    }
    double[] sorted = means.clone();
    Arrays.sort(sorted);
    double low = sorted[(sorted.length - 1) / 2];
    double high = sorted[sorted.length / 2];
    long middle = Arrays.stream(means).filter(mean -> mean == low || mean == high).count();
    for (int game = 0; game < means.length; game++) {
      weights[game] = means[game] == low || means[game] == high ? 1.0 / middle : 0;
    }
    return weights;
  }

  /** By how much an aggregate moves with each run, times the runs of its game. */
  private static double[][] influences(Aggregate aggregate, double[][] scores) {
    double[] all = Arrays.stream(scores).flatMapToDouble(Arrays::stream).toArray();
    Arrays.sort(all);
    int cut = all.length / 4;
    double low = all[cut];
    double high = all[all.length - 1 - cut];
    double kept = 1 - 2.0 * cut / all.length;
    double[] means = Arrays.stream(scores).mapToDouble(Moments::mean).toArray();
    double median = Percentiles.median(means);
    long middle = Arrays.stream(means).filter(mean -> mean == median).count();
    double[][] influences = new double[scores.length][];
    for (int game = 0; game < scores.length; game++) {
      int at = game;
      double[] moved =
          Arrays.stream(scores[game])
              .map(
                  score ->
                      switch (aggregate) {
                        case MEAN -> score;
                        case OPTIMALITY_GAP -> 1 - Math.min(score, 1);
                        case IQM -> Math.min(Math.max(score, low), high) / kept;
                        case MEDIAN ->
                            middle > 0
                                ? (means[at] == median ? score * scores.length / middle : 0)
                                : isBeside(means, at, median) ? score * scores.length / 2 : 0;
                      })
              .toArray();
      double mean = Moments.mean(moved);
      influences[game] = Arrays.stream(moved).map(m -> (m - mean) / scores.length).toArray();
    }
    return influences;
  }

  private static boolean isBeside(double[] means, int game, double median) {
    return Arrays.stream(means)
        .noneMatch(
            mean ->
                (mean - median) * (means[game] - median) > 0
                    && Math.abs(mean - median) < Math.abs(means[game] - median));
  }
}

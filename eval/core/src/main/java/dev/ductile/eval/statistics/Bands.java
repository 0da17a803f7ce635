package dev.ductile.eval.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines over games × seeds, each point with its interval: what is drawn with a band around it. */
public final class Bands {
  private Bands() {}

  /**
   * A performance profile (Dolan and Moré 2002; Agarwal et al. 2021): the share of runs above a
   * threshold, the mean over games of the games' shares.
   *
   * @param thresholds ascending
   */
  public static Band profile(ScoreTable table, double[] thresholds) {
    Strata strata = table.strata();
    Resamples resamples = Resamples.of(strata, Resamples.USUAL, AggregateScores.STREAMS);
    List<Interval> values = new ArrayList<>();
    for (double threshold : thresholds) {
      double[] above = Arrays.stream(table.all()).map(score -> score > threshold ? 1 : 0).toArray();
      Statistic share = Aggregate.MEAN.statistic(strata, above);
      values.add(ResampledIntervals.of(resamples, share, above).interval().within(0, 1));
    }
    return new Band(thresholds.clone(), values);
  }

  /**
   * A sample-efficiency curve: an aggregate over games × seeds at each point of the way. A run is
   * drawn with all its points.
   *
   * @param at where the points are, ascending
   * @param curves of each game, the runs' scores at these points, in any order of runs
   * @return without an estimate where a run has no finite score
   */
  public static Band efficiency(double[] at, Map<String, double[][]> curves, Aggregate aggregate) {
    List<double[]> runs = new ArrayList<>();
    List<String> games = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    new TreeMap<>(curves)
        .forEach(
            (game, ofGame) -> {
              double[][] sorted = ofGame.clone();
              Arrays.sort(sorted, Arrays::compare);
              runs.addAll(Arrays.asList(sorted));
              games.add(game);
              sizes.add(sorted.length);
            });
    Strata strata = new Strata(games, sizes.stream().mapToInt(Integer::intValue).toArray());
    Resamples resamples = Resamples.of(strata, Resamples.USUAL, AggregateScores.STREAMS);
    List<Interval> values = new ArrayList<>();
    for (int point = 0; point < at.length; point++) {
      int here = point;
      double[] scores = runs.stream().mapToDouble(run -> run[here]).toArray();
      values.add(
          Arrays.stream(scores).allMatch(Double::isFinite)
              ? AggregateScores.forGames(
                  aggregate,
                  games.size(),
                  ResampledIntervals.of(resamples, aggregate.statistic(strata, scores), scores)
                      .interval())
              : Interval.without(Double.NaN, "not every run has a score here"));
    }
    return new Band(at.clone(), values);
  }
}

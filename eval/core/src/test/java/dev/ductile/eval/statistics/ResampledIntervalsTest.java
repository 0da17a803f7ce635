package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.base.RandomStreams;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Intervals and tests over games × seeds. */
class ResampledIntervalsTest {
  private static Interval iqm(Map<String, double[]> scores) {
    return new AggregateScores(ScoreTable.of(scores)).of(Aggregate.IQM);
  }

  /**
   * For the mean the exact interval is known: variances of the games' means, Satterthwaite's
   * degrees of freedom, scipy.stats.t.ppf(0.9925, 2.023) = 7.937. The bootstrap's error is within 2
   * %.
   */
  @Test
  void theMeanHasTheIntervalOfAFormula() {
    Interval interval =
        new AggregateScores(ScoreTable.of(AggregateTest.fiveGames())).of(Aggregate.MEAN);
    assertThat(interval.estimate()).isCloseTo(3.911333333333333, within(1e-14));
    assertThat(interval.low()).isCloseTo(-7.379231038780457, within(0.25));
    assertThat(interval.high()).isCloseTo(15.201897705447124, within(0.25));
  }

  @Test
  void oneGameHasStudentsInterval() {
    double[] seeds = {1.1, 5.37, 2.9, 8.03, 4.71};
    Interval known = SeedIntervals.mean(seeds);
    Interval interval =
        new AggregateScores(ScoreTable.of(Map.of("pong", seeds))).of(Aggregate.MEAN);
    assertThat(interval.low()).isCloseTo(known.low(), within(0.15));
    assertThat(interval.high()).isCloseTo(known.high(), within(0.15));
  }

  @Test
  void orderAndThreadsMoveNoDigit() throws Exception {
    Map<String, double[]> turned = new TreeMap<>(java.util.Comparator.reverseOrder());
    AggregateTest.fiveGames()
        .forEach((game, runs) -> turned.put(game, new double[] {runs[1], runs[2], runs[0]}));
    Interval interval = iqm(AggregateTest.fiveGames());
    assertThat(iqm(turned)).isEqualTo(interval);
    for (int threads : new int[] {1, 3}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        assertThat(pool.submit(() -> iqm(AggregateTest.fiveGames())).get()).isEqualTo(interval);
      } finally {
        pool.shutdown();
      }
    }
    assertThat(interval.hasEnds()).isTrue();
  }

  @Test
  void aGamesDrawsDoNotDependOnTheOthers() {
    RandomStreams streams = new RandomStreams(1);
    Resamples alone = Resamples.of(new Strata(List.of("b"), new int[] {4}), 50, streams);
    Resamples among = Resamples.of(new Strata(List.of("a", "b"), new int[] {2, 4}), 50, streams);
    double[] values = {1, 2, 3, 4};
    assertThat(among.means(1, new double[] {0, 0, 1, 2, 3, 4})).isEqualTo(alone.means(0, values));
  }

  /** n − 1 of n draws: the variance of the resampled mean is s²/n; with n draws (n − 1)/n of it. */
  @Test
  void resampledMeansHaveTheVarianceOfTheMean() {
    double[] values = {1, 2, 4, 11};
    Strata strata = new Strata(List.of("x"), new int[] {4});
    double known = Moments.variance(values) / 4;
    RandomStreams streams = new RandomStreams(3);
    assertThat(Moments.variance(Resamples.of(strata, 40_000, streams).means(0, values)))
        .isCloseTo(known, within(0.03 * known));
    assertThat(Moments.variance(Resamples.ofAll(strata, 40_000, streams).means(0, values)))
        .isCloseTo(known * 3 / 4, within(0.03 * known));
  }

  @Test
  void whereNothingCanBeSaidThereIsASentence() {
    Map<String, double[]> constant = new HashMap<>();
    AggregateTest.fiveGames().keySet().forEach(game -> constant.put(game, new double[] {1, 1}));
    assertThat(iqm(constant).hasEnds()).isFalse();
    assertThat(iqm(constant).estimate()).isEqualTo(1);
    assertThat(iqm(constant).missing()).contains("gives the same number");
    Map<String, double[]> single = new HashMap<>(AggregateTest.fiveGames());
    single.put("e", new double[] {1});
    assertThat(iqm(single).missing()).isEqualTo("1 seed on 1 of 5 games: no interval");
    assertThat(iqm(Map.of("a", new double[] {1, 2, 4})).missing())
        .isEqualTo("an interquartile mean over 1 game has no interval: 5 are needed");
    Map<String, double[]> two = Map.of("a", new double[] {1, 2}, "b", new double[] {1, 3});
    assertThat(new AggregateScores(ScoreTable.of(two)).of(Aggregate.MEAN).missing())
        .isEqualTo("2 seeds, and fewer than 3 games: no interval");
  }

  private static ScorePairs pairs(double effect) {
    Map<String, Map<String, Double>> first = new LinkedHashMap<>();
    Map<String, Map<String, Double>> second = new LinkedHashMap<>();
    AggregateTest.fiveGames()
        .forEach(
            (game, runs) -> {
              Map<String, Double> one = new LinkedHashMap<>();
              Map<String, Double> other = new LinkedHashMap<>();
              for (int i = runs.length - 1; i >= 0; i--) {
                other.put("seed " + i, runs[i]);
                one.put("seed " + i, runs[i] + effect + (i - 1) * 0.01);
              }
              first.put(game, one);
              second.put(game, other);
            });
    second.get("a").put("seed 7", 0.5);
    first.put("only here", Map.of("seed 1", 1.0));
    return ScorePairs.of(first, second);
  }

  @Test
  void pairsCancelWhatTheyHaveInCommon() {
    ScorePairs pairs = pairs(0.1);
    assertThat(pairs.games()).containsExactly("a", "b", "c", "d", "e");
    assertThat(pairs.unpaired()).isEqualTo(2);
    assertThat(pairs.pairs()).isEqualTo(15);
    assertThat(pairs.differences(3)).containsExactly(new double[] {0.09, 0.1, 0.11}, within(1e-12));
    Tested mean = AggregateDifferences.paired(pairs, Aggregate.MEAN);
    assertThat(mean.interval().estimate()).isCloseTo(0.1, within(1e-12));
    assertThat(mean.interval().isAbove(0)).isTrue();
    assertThat(mean.probability()).isLessThan(1e-4);
    Map<String, double[]> raised = new HashMap<>();
    AggregateTest.fiveGames()
        .forEach((game, runs) -> raised.put(game, new double[] {runs[0], runs[1] + 0.1, runs[2]}));
    Tested unpaired =
        AggregateDifferences.unpaired(
            ScoreTable.of(raised), ScoreTable.of(AggregateTest.fiveGames()), Aggregate.MEAN);
    assertThat(unpaired.interval().hasEnds()).isTrue();
    assertThat(unpaired.interval().isAbove(0)).isFalse();
    assertThat(unpaired.probability()).isGreaterThan(0.5);
    Tested none =
        AggregateDifferences.unpaired(
            ScoreTable.of(Map.of("x", new double[] {1, 2})),
            ScoreTable.of(AggregateTest.fiveGames()),
            Aggregate.MEAN);
    assertThat(none.interval().missing()).isEqualTo("no game in common");
    assertThat(AggregateDifferences.paired(pairs(0), Aggregate.IQM).probability()).isNotNaN();
  }

  /** scipy.stats.ttest_1samp and ttest_ind(equal_var=False), times 0.05 / 0.015. */
  @Test
  void testsAreSciPysCalibratedAsIntervalsAre() {
    double[] values = {1.1, 5.37, 2.9, 8.03, 4.71};
    assertThat(SeedIntervals.test(values).probability())
        .isCloseTo(0.06471229592786826, within(1e-10));
    double[] tens = {10, 11, 12, 14.5, 9};
    double[] ones = {1, 2, 3, 4, 7.25, 2};
    assertThat(SeedIntervals.testDifference(tens, ones).probability())
        .isCloseTo(0.00017928165023300624 / 0.3, within(1e-10));
    // The interval ends at 0 just where the probability is 5 %.
    double shift = SeedIntervals.mean(values).low();
    double[] moved = java.util.Arrays.stream(values).map(value -> value - shift).toArray();
    assertThat(SeedIntervals.test(moved).probability()).isCloseTo(0.05, within(1e-9));
  }

  /** scipy.stats.mannwhitneyu(a, b).statistic / 20. */
  @Test
  void tiesCountHalf() {
    double[] first = {3.1, 2.2, 5.0, 4.4, 2.2};
    double[] second = {2.2, 1.0, 4.4, 0.3};
    assertThat(Improvement.probability(first, second)).isCloseTo(0.775, within(1e-14));
    assertThat(Improvement.cliffsDelta(first, second)).isCloseTo(0.55, within(1e-14));
    assertThat(Improvement.cliffsDelta(second, first)).isCloseTo(-0.55, within(1e-14));
    assertThat(Improvement.probability(new double[] {1, 1}, new double[] {1})).isEqualTo(0.5);
  }

  @Test
  void improvementIsTheMeanOverGamesWithItsInterval() {
    Map<String, double[]> better = new HashMap<>();
    AggregateTest.fiveGames()
        .forEach(
            (game, runs) ->
                better.put(game, new double[] {runs[0] + 0.2, runs[1] + 0.2, runs[2] + 0.2}));
    ScoreTable first = ScoreTable.of(better);
    ScoreTable second = ScoreTable.of(AggregateTest.fiveGames());
    Supplier<Interval> improvement = () -> Improvement.overGames(first, second);
    double sum = 0;
    for (int game = 0; game < 5; game++) {
      sum += Improvement.probability(first.scores()[game], second.scores()[game]);
    }
    assertThat(improvement.get().estimate()).isCloseTo(sum / 5, within(1e-14));
    assertThat(improvement.get().hasEnds()).isTrue();
    assertThat(improvement.get().low()).isNotNegative();
    assertThat(improvement.get().high()).isLessThanOrEqualTo(1);
    assertThat(improvement.get()).isEqualTo(improvement.get());
    assertThat(Improvement.overGames(second, second).estimate()).isEqualTo(0.5);
    Map<String, double[]> same = Map.of("a", new double[] {1, 1, 1});
    assertThat(Improvement.overGames(ScoreTable.of(same), ScoreTable.of(same)))
        .satisfies(ties -> assertThat(ties.estimate()).isEqualTo(0.5))
        .satisfies(ties -> assertThat(ties.hasEnds()).isFalse());
  }

  /** By hand; statsmodels' multipletests(method="holm") gives the same. */
  @Test
  void holmCorrectsStepByStep() {
    assertThat(Holm.corrected(new double[] {0.01, 0.04, 0.03, 0.005, Double.NaN, 0.6}))
        .containsExactly(new double[] {0.04, 0.09, 0.09, 0.025, Double.NaN, 0.6}, within(1e-15));
    assertThat(Holm.corrected(new double[] {0.9, 0.8})).containsExactly(1, 1);
    assertThat(Holm.corrected(new double[0])).isEmpty();
  }

  /**
   * scipy.stats.pearsonr(x, y).confidence_interval(0.985); for ranks Bonett and Wright by NumPy.
   */
  @Test
  void correlationsAgreeWithSciPy() {
    double[] x = {1.0, 2.5, 3.1, 4.7, 5.2, 6.9};
    double[] y = {0.3, 1.9, 1.2, 3.8, 2.2, 5.5};
    Interval pearson = Correlation.pearson(x, y);
    assertThat(pearson.estimate()).isCloseTo(0.9014802353361533, within(1e-12));
    assertThat(pearson.low()).isCloseTo(0.07558622618346995, within(1e-9));
    assertThat(pearson.high()).isCloseTo(0.9937724458243208, within(1e-9));
    Interval spearman = Correlation.spearman(x, y);
    assertThat(spearman.estimate()).isCloseTo(0.8857142857142858, within(1e-12));
    assertThat(spearman.low()).isCloseTo(-0.24993404715443468, within(1e-9));
    assertThat(spearman.high()).isCloseTo(0.9956013616388404, within(1e-9));
    assertThat(Correlation.pearson(x, new double[6]).missing()).contains("never changes");
    assertThat(Correlation.pearson(x, x).missing()).contains("on a line");
    assertThat(Correlation.spearman(new double[] {1, 2, 3}, new double[] {2, 1, 3}).missing())
        .isEqualTo("3 points: no interval below 5");
    assertThat(Correlation.pearson(new double[] {1, Double.NaN}, new double[] {1, 2}).missing())
        .contains("not finite");
  }

  @Test
  void profilesAndCurvesHaveBands() {
    ScoreTable table = ScoreTable.of(AggregateTest.fiveGames());
    Band profile = Bands.profile(table, new double[] {-1, 0.4, 1, 100});
    // Above 0.4: 1, 3, 0, 3 and 3 of 3 runs.
    assertThat(profile.values().get(1).estimate()).isCloseTo(10 / 15.0, within(1e-14));
    assertThat(profile.values().get(2).low()).isBetween(0.0, 1.0);
    assertThat(profile.values().get(0).estimate()).isEqualTo(1);
    assertThat(profile.values().get(0).hasEnds()).as("all are above").isFalse();
    assertThat(profile.values().get(3).estimate()).isZero();

    Map<String, double[][]> curves = new LinkedHashMap<>();
    AggregateTest.fiveGames()
        .forEach(
            (game, runs) ->
                curves.put(
                    game,
                    new double[][] {{0, runs[2], Double.NaN}, {0, runs[0], 1}, {0, runs[1], 2}}));
    Band curve = Bands.efficiency(new double[] {0, 10, 20}, curves, Aggregate.IQM);
    assertThat(curve.values().get(0).missing()).contains("gives the same number");
    assertThat(curve.values().get(1).estimate()).isEqualTo(table.aggregate(Aggregate.IQM));
    assertThat(curve.values().get(1).hasEnds()).isTrue();
    assertThat(curve.values().get(2).missing()).isEqualTo("not every run has a score here");
  }
}

package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.base.RandomStreams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Aggregates against SciPy, a naive computation, and those of published runs. */
class AggregateTest {
  private static final double[] VALUES = {
    0.12, 3.5, -0.4, 1.9, 0.77, 2.2, 5.1, 0.03, 1.15, 0.9, -1.3
  };

  static Map<String, double[]> fiveGames() {
    Map<String, double[]> scores = new HashMap<>();
    scores.put("a", new double[] {0.2, 0.5, 0.35});
    scores.put("b", new double[] {1.7, 2.4, 0.6});
    scores.put("c", new double[] {-0.1, 0.05, 0.02});
    scores.put("d", new double[] {12.0, 30.5, 7.25});
    scores.put("e", new double[] {0.95, 1.05, 1.2});
    return scores;
  }

  /** scipy.stats.trim_mean(values, 0.25) of the first n values. */
  @Test
  void interquartileMeanIsSciPysTrimmedMean() {
    int[] counts = {1, 2, 3, 4, 7, 8, 11};
    double[] means = {0.12, 1.81, 1.0733333333333333, 1.01, 1.698, 1.2475, 1.01};
    for (int i = 0; i < counts.length; i++) {
      assertThat(Aggregate.interquartileMean(Arrays.copyOf(VALUES, counts[i])))
          .isCloseTo(means[i], within(1e-14));
    }
  }

  /** numpy.percentile(values, q), method 'linear'. */
  @Test
  void percentilesAreNumPys() {
    double[] shares = {0, 0.025, 0.3, 0.5, 0.975, 1};
    double[] four = {-0.4, -0.361, 0.06799999999999995, 1.01, 3.38, 3.5};
    double[] eleven = {-1.3, -1.075, 0.12, 0.9, 4.699999999999999, 5.1};
    for (int i = 0; i < shares.length; i++) {
      assertThat(Percentiles.of(new double[] {0.12}, shares[i])).isEqualTo(0.12);
      assertThat(Percentiles.of(Arrays.copyOf(VALUES, 4), shares[i]))
          .isCloseTo(four[i], within(1e-14));
      assertThat(Percentiles.of(VALUES, shares[i])).isCloseTo(eleven[i], within(1e-14));
    }
    assertThat(Percentiles.of(new double[0], 0.5)).isNaN();
    assertThatThrownBy(() -> Percentiles.of(VALUES, Double.NaN)).hasMessageContaining("NaN");
  }

  /**
   * scipy and numpy: trim_mean over all, median and mean of means, 1 - minimum(scores, 1).mean().
   */
  @Test
  void aggregatesOfGamesAndSeedsAgreeWithNumPy() {
    ScoreTable table = ScoreTable.of(fiveGames());
    assertThat(table.aggregate(Aggregate.IQM)).isCloseTo(0.9944444444444444, within(1e-14));
    assertThat(table.aggregate(Aggregate.MEDIAN)).isCloseTo(1.0666666666666667, within(1e-14));
    assertThat(table.aggregate(Aggregate.MEAN)).isCloseTo(3.911333333333333, within(1e-14));
    assertThat(table.aggregate(Aggregate.OPTIMALITY_GAP)).isCloseTo(0.362, within(1e-14));
    assertThat(ScoreTable.of(Map.of()).aggregate(Aggregate.IQM)).isNaN();
  }

  /** A resample's aggregates are those of a table in which drawn runs stand as often as drawn. */
  @Test
  void countedRunsAreRepeatedRuns() {
    long seed = System.nanoTime();
    UniformRandomProvider random = new RandomStreams(seed).stream("test", 0);
    for (int round = 0; round < 200; round++) {
      Map<String, double[]> scores = new TreeMap<>();
      Map<String, double[]> repeated = new TreeMap<>();
      int games = 1 + random.nextInt(5);
      short[] counts = new short[games * 4];
      for (int game = 0; game < games; game++) {
        double[] runs = random.doubles(4).map(x -> 3 * Math.rint(8 * x) / 8).sorted().toArray();
        scores.put("game" + game, runs);
        double[] drawn = new double[3];
        for (int i = 0; i < drawn.length; i++) {
          int run = random.nextInt(4);
          counts[4 * game + run]++;
          drawn[i] = runs[run];
        }
        repeated.put("game" + game, drawn);
      }
      ScoreTable table = ScoreTable.of(scores);
      for (Aggregate aggregate : Aggregate.values()) {
        assertThat(aggregate.statistic(table.strata(), table.all()).of(counts, 0))
            .as("%s, seed %d, round %d", aggregate, seed, round)
            .isCloseTo(naive(aggregate, repeated.values()), within(1e-12));
      }
    }
  }

  private static double naive(Aggregate aggregate, Iterable<double[]> games) {
    double[] means = new double[0];
    double[] all = new double[0];
    double gap = 0;
    int count = 0;
    for (double[] game : games) {
      double sum = 0;
      double gaps = 0;
      for (double score : game) {
        sum += score;
        gaps += score < 1 ? 1 - score : 0;
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = score;
      }
      means = Arrays.copyOf(means, means.length + 1);
      means[means.length - 1] = sum / game.length;
      gap += gaps / game.length;
      count++;
    }
    Arrays.sort(means);
    Arrays.sort(all);
    double trimmed = 0;
    int cut = (int) (0.25 * all.length);
    for (int i = cut; i < all.length - cut; i++) {
      trimmed += all[i] / (all.length - 2 * cut);
    }
    return switch (aggregate) {
      case IQM -> trimmed;
      case MEAN -> Arrays.stream(means).sum() / count;
      case MEDIAN -> (means[(count - 1) / 2] + means[count / 2]) / 2;
      case OPTIMALITY_GAP -> gap / count;
    };
  }

  @Test
  void theOrderOfRunsAndGamesMovesNoDigit() {
    Map<String, double[]> other = new TreeMap<>(java.util.Comparator.reverseOrder());
    fiveGames().forEach((game, runs) -> other.put(game, new double[] {runs[2], runs[0], runs[1]}));
    ScoreTable first = ScoreTable.of(fiveGames());
    ScoreTable second = ScoreTable.of(other);
    assertThat(second.games()).isEqualTo(first.games());
    assertThat(second.scores()).isDeepEqualTo(first.scores());
  }

  @Test
  void scoresThatAreNoNumbersAreRefused() {
    assertThatThrownBy(() -> ScoreTable.of(Map.of("pong", new double[] {1, Double.NaN})))
        .hasMessageContaining("pong")
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> ScoreTable.of(Map.of("pong", new double[0])))
        .hasMessageContaining("pong");
  }

  /**
   * Aggregates known of Dopamine's single runs, from means and deviations of five runs: runs are
   * put at a normal's quantiles, which is near enough for 3 %.
   */
  @Test
  void publishedRunsGiveTheirKnownAggregates() throws Exception {
    Path folder = Path.of("../../../shared/reference/data");
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "no reference data in " + folder + ": not compared");
    Map<String, double[]> human = new HashMap<>();
    for (String[] cells : rows(folder.resolve("human_random.csv"))) {
      human.put(cells[0], new double[] {number(cells[1]), number(cells[2])});
    }
    Map<String, double[]> iqm =
        Map.of(
            "dqn_jax", new double[] {0.316, 0.743, 1.365},
            "c51_jax", new double[] {0.105, 0.649, 1.586},
            "rainbow_jax", new double[] {0.574, 1.216, 1.639},
            "dqn_tf", new double[] {0.157, 0.489, 0.754},
            "c51_tf", new double[] {0.231, 0.716, 1.276},
            "rainbow_tf", new double[] {0.600, 1.233, 1.693});
    Map<String, Double> median =
        Map.of(
            "dqn_jax",
            1.095,
            "c51_jax",
            1.386,
            "rainbow_jax",
            1.376,
            "dqn_tf",
            0.653,
            "c51_tf",
            1.092,
            "rainbow_tf",
            1.472);
    for (Map.Entry<String, double[]> agent : iqm.entrySet()) {
      String[] frames = {"10", "40", "200"};
      for (int i = 0; i < frames.length; i++) {
        ScoreTable table = published(folder, human, agent.getKey(), frames[i]);
        assertThat(table.games()).hasSize(55);
        String which = agent.getKey() + " at " + frames[i] + "M";
        double known = agent.getValue()[i];
        assertThat(table.aggregate(Aggregate.IQM)).as(which).isCloseTo(known, within(0.03 * known));
        if (i == 2) {
          double middle = median.get(agent.getKey());
          assertThat(table.aggregate(Aggregate.MEDIAN))
              .as(which)
              .isCloseTo(middle, within(0.03 * middle));
        }
      }
    }
  }

  private static ScoreTable published(
      Path folder, Map<String, double[]> human, String agent, String frames) throws Exception {
    NormalDistribution normal = new NormalDistribution();
    double[] runs = new double[5];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = normal.inverseCumulativeProbability((i + 0.5) / runs.length);
    }
    double deviation = Math.sqrt(Moments.variance(runs));
    Map<String, double[]> scores = new HashMap<>();
    for (String[] cells : rows(folder.resolve("dopamine_returns.csv"))) {
      double[] ends = human.get(cells[0]);
      if (cells[1].equals(agent) && cells[2].equals(frames) && ends != null) {
        scores.put(
            cells[0],
            Arrays.stream(runs)
                .map(z -> number(cells[3]) + number(cells[4]) * z / deviation)
                .map(score -> (score - ends[0]) / (ends[1] - ends[0]))
                .toArray());
      }
    }
    return ScoreTable.of(scores);
  }

  private static List<String[]> rows(Path file) throws Exception {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")).toList();
  }

  private static double number(String cell) {
    return Double.parseDouble(cell);
  }
}

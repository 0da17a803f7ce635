package dev.ductile.eval.statistics;

import dev.ductile.base.RandomStreams;
import dev.ductile.eval.statistics.AggregateMethods.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Made-up studies of an agent on Atari games whose true aggregates are known: each game has the
 * mean and deviation of Dopamine's published Rainbow, and a distribution of one of several shapes
 * around them.
 */
final class AtariStudies {
  private static final int TRUTH_STUDIES = 20_000;
  private static final int TRUTH_SEED = 7;
  private static final int STUDY_SEED = 1;
  private static final double APART = 4;

  /** How a game's runs differ. */
  enum Shape {
    NORMAL("normal"),
    SKEWED("skewed: exponential"),
    FAILS("1 in 5 fails, by 4 σ of the others"),
    MODES("two modes, half and half, 4 σ apart");

    final String text;

    Shape(String text) {
      this.text = text;
    }

    /** A draw with mean 0 and variance 1. */
    double draw(UniformRandomProvider random) {
      return switch (this) {
        case NORMAL ->
            Math.sqrt(-2 * Math.log1p(-random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
        case SKEWED -> -Math.log1p(-random.nextDouble()) - 1;
        case FAILS -> modes(0.8, random);
        case MODES -> modes(0.5, random);
      };
    }

    private static double modes(double upper, UniformRandomProvider random) {
      double value = NORMAL.draw(random) + (random.nextDouble() < upper ? APART : 0);
      return (value - upper * APART) / Math.sqrt(1 + upper * (1 - upper) * APART * APART);
    }
  }

  private final String[] games;
  private final double[] means;
  private final double[] deviations;

  /** The first games of a list, evenly chosen. */
  AtariStudies(Map<String, double[]> meanAndDeviation, int count) {
    List<String> names = new ArrayList<>(new TreeMap<>(meanAndDeviation).keySet());
    games =
        IntStream.range(0, count)
            .mapToObj(i -> names.get(i * names.size() / count))
            .toArray(String[]::new);
    means = Arrays.stream(games).mapToDouble(game -> meanAndDeviation.get(game)[0]).toArray();
    deviations = Arrays.stream(games).mapToDouble(game -> meanAndDeviation.get(game)[1]).toArray();
  }

  double[][] runs(Shape shape, int seeds, UniformRandomProvider random) {
    double[][] runs = new double[games.length][seeds];
    for (int game = 0; game < games.length; game++) {
      for (int i = 0; i < seeds; i++) {
        runs[game][i] = means[game] + deviations[game] * shape.draw(random);
      }
    }
    return runs;
  }

  private ScoreTable table(double[][] runs) {
    Map<String, double[]> scores = new TreeMap<>();
    for (int game = 0; game < games.length; game++) {
      scores.put(games[game], runs[game]);
    }
    return ScoreTable.of(scores);
  }

  /**
   * What an aggregate is on average over studies with so many seeds. For interquartile means of few
   * runs that is not the one of infinitely many, as ⌊N/4⌋ is no quarter of N.
   */
  double truth(Shape shape, Aggregate aggregate, int seeds) {
    double[] values =
        IntStream.range(0, TRUTH_STUDIES)
            .parallel()
            .mapToDouble(
                study -> {
                  RandomStreams streams = new RandomStreams(TRUTH_SEED);
                  return table(runs(shape, seeds, streams.stream("truth", study)))
                      .aggregate(aggregate);
                })
            .toArray();
    return Moments.mean(values);
  }

  /** Shares of studies whose interval holds the truth, by method. */
  Map<Method, Double> coverage(
      Shape shape, Aggregate aggregate, int seeds, int studies, int resamples) {
    double truth = truth(shape, aggregate, seeds);
    List<Set<Method>> held =
        IntStream.range(0, studies)
            .parallel()
            .mapToObj(
                study -> {
                  double[][] runs =
                      runs(shape, seeds, new RandomStreams(STUDY_SEED).stream("study", study));
                  Set<Method> holds = EnumSet.noneOf(Method.class);
                  AggregateMethods.intervals(table(runs), bySeed(runs), aggregate, resamples, study)
                      .forEach(
                          (method, ends) -> {
                            if (ends[0] <= truth && truth <= ends[1]) {
                              holds.add(method);
                            }
                          });
                  return holds;
                })
            .toList();
    Map<Method, Double> shares = new EnumMap<>(Method.class);
    for (Method method : Method.values()) {
      double count = held.stream().filter(holds -> holds.contains(method)).count();
      shares.put(method, count / studies);
    }
    return shares;
  }

  private static double[][] bySeed(double[][] runs) {
    double[][] bySeed = new double[runs[0].length][runs.length];
    for (int seed = 0; seed < bySeed.length; seed++) {
      for (int game = 0; game < runs.length; game++) {
        bySeed[seed][game] = runs[game][seed];
      }
    }
    return bySeed;
  }

  /** What a row of the page's table is of. */
  record Row(Aggregate aggregate, int games, int seeds) {}

  static final List<Row> ROWS = rows();

  /** What can be drawn again in seconds. */
  static final List<Row> CHEAPEST = List.of(new Row(Aggregate.MEAN, 3, 2));

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int seeds : new int[] {2, 3, 5, 10}) {
      rows.add(new Row(Aggregate.MEAN, 3, seeds));
      rows.add(new Row(Aggregate.IQM, 10, seeds));
      rows.add(new Row(Aggregate.IQM, 55, seeds));
      rows.add(new Row(Aggregate.MEDIAN, 55, seeds));
    }
    rows.sort(Comparator.comparing(Row::aggregate).thenComparing(Row::games));
    return rows;
  }

  /**
   * A row of the page's table: of each method the lowest and the highest coverage among the shapes,
   * in percent.
   */
  static String row(Map<String, double[]> meanAndDeviation, Row row, int studies, int resamples) {
    AtariStudies games = new AtariStudies(meanAndDeviation, row.games());
    List<Map<Method, Double>> shapes = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      shapes.add(games.coverage(shape, row.aggregate(), row.seeds(), studies, resamples));
    }
    StringBuilder text =
        new StringBuilder(
            "| " + row.aggregate().shortText() + " | " + row.games() + " | " + row.seeds() + " |");
    for (Method method : Method.values()) {
      double[] shares = shapes.stream().mapToDouble(shape -> shape.get(method)).sorted().toArray();
      text.append(
          String.format(
              Locale.ROOT, " %.1f–%.1f |", 100 * shares[0], 100 * shares[shares.length - 1]));
    }
    return text.toString();
  }

  static List<String> head() {
    StringBuilder head = new StringBuilder("| aggregate | games | seeds |");
    for (Method method : Method.values()) {
      head.append(' ').append(method.text).append(" |");
    }
    return List.of(head.toString(), "|---|" + "---|".repeat(2 + Method.values().length));
  }
}

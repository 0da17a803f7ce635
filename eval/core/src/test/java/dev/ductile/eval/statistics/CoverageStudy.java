package dev.ductile.eval.statistics;

import dev.ductile.base.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How often an interval over seeds holds the truth: studies with a known mean are made up, and
 * those are counted whose interval holds it. Makes the table of {@code eval/docs/statistics.md}.
 */
final class CoverageStudy {
  static final int[] SEEDS = {3, 4, 5, 8, 10, 20};
  private static final int RESAMPLES = 400;

  /** A number of one seed. */
  interface Draw {
    double next(UniformRandomProvider random);
  }

  /**
   * What seeds may come to.
   *
   * @param others a second group without pairs; null where one group, or differences of pairs, are
   *     looked at
   * @param mean the truth
   */
  record Population(String name, Draw draw, Draw others, double mean) {
    Population(String name, Draw draw, double mean) {
      this(name, draw, null, mean);
    }

    private Interval interval(int seeds, UniformRandomProvider random) {
      double[] values = draws(draw, seeds, random);
      return others == null
          ? SeedIntervals.mean(values)
          : SeedIntervals.differenceOfMeans(values, draws(others, seeds, random));
    }

    private static double[] draws(Draw draw, int seeds, UniformRandomProvider random) {
      double[] values = new double[seeds];
      for (int i = 0; i < seeds; i++) {
        values[i] = draw.next(random);
      }
      return values;
    }
  }

  static final List<Population> POPULATIONS =
      List.of(
          new Population("normal", CoverageStudy::normal, 0),
          new Population("uniform", UniformRandomProvider::nextDouble, 0.5),
          new Population("heavy tails: Laplace", CoverageStudy::laplace, 0),
          new Population("heavy tails: t with 3 degrees of freedom", CoverageStudy::heavy, 0),
          new Population("skewed: gamma of shape 4", CoverageStudy::gamma4, 4),
          new Population("skewed: log-normal, σ 0.5", CoverageStudy::logNormal, Math.exp(0.125)),
          new Population("very skewed: exponential", CoverageStudy::exponential, 1),
          new Population(
              "accuracies near 1: beta(8, 1)", r -> Math.pow(r.nextDouble(), 0.125), 8 / 9.0),
          new Population("accuracy on 10 examples, 0.8: ties", r -> share(r, 10, 0.8), 0.8),
          new Population("rank correlations 1, ½, −½, −1: ties", CoverageStudy::ranks, 0.5),
          new Population("two modes, half and half, 4 σ apart", r -> modes(r, 0.5, 4), 2),
          new Population("two modes, half and half, 10 σ apart", r -> modes(r, 0.5, 10), 5),
          new Population("two modes, 3 in 10 fail, 4 σ apart", r -> modes(r, 0.7, 4), 2.8),
          new Population("1 in 10 fails, by 3 σ", r -> modes(r, 0.9, 3), 2.7),
          new Population("1 in 5 fails, by 10 σ", r -> modes(r, 0.8, 10), 8),
          new Population(
              "pairs: exponential less half of one", r -> exponential(r) - exponential(r) / 2, 0.5),
          new Population(
              "pairs: accuracies on 10 examples", r -> share(r, 10, 0.8) - share(r, 10, 0.6), 0.2),
          new Population(
              "no pairs: normal, σ 1 and 5", CoverageStudy::normal, r -> 5 * normal(r), 0),
          new Population(
              "no pairs: exponential, both",
              CoverageStudy::exponential,
              CoverageStudy::exponential,
              0),
          new Population(
              "no pairs: exponential, and normal of σ 0.1",
              CoverageStudy::exponential,
              r -> normal(r) / 10,
              1));

  private CoverageStudy() {}

  private static double normal(UniformRandomProvider random) {
    return Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static double laplace(UniformRandomProvider random) {
    double first = exponential(random);
    return first - exponential(random);
  }

  private static double exponential(UniformRandomProvider random) {
    return -Math.log1p(-random.nextDouble());
  }

  private static double gamma4(UniformRandomProvider random) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += exponential(random);
    }
    return sum;
  }

  private static double logNormal(UniformRandomProvider random) {
    return Math.exp(normal(random) / 2);
  }

  private static double heavy(UniformRandomProvider random) {
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double value = normal(random);
      squares += value * value;
    }
    return normal(random) / Math.sqrt(squares / 3);
  }

  private static double modes(UniformRandomProvider random, double upper, double distance) {
    return normal(random) + (random.nextDouble() < upper ? distance : 0);
  }

  private static double share(UniformRandomProvider random, int examples, double probability) {
    int right = 0;
    for (int i = 0; i < examples; i++) {
      right += random.nextDouble() < probability ? 1 : 0;
    }
    return (double) right / examples;
  }

  private static double ranks(UniformRandomProvider random) {
    double at = random.nextDouble();
    return at < 0.5 ? 1 : at < 0.8 ? 0.5 : at < 0.9 ? -0.5 : -1;
  }

  /**
   * What a population's studies came to.
   *
   * @param covered share of the studies with an interval whose interval holds the mean
   * @param without share of all studies that have no interval
   */
  record Coverage(double covered, double without) {}

  static Coverage coverage(Population population, int seeds, int studies, long seed) {
    UniformRandomProvider random = new RandomStreams(seed).stream("coverage", seeds);
    int intervals = 0;
    int covered = 0;
    for (int i = 0; i < studies; i++) {
      Interval interval = population.interval(seeds, random);
      if (interval.hasEnds()) {
        intervals++;
        covered += holds(interval.low(), interval.high(), population.mean()) ? 1 : 0;
      }
    }
    return new Coverage((double) covered / intervals, 1 - (double) intervals / studies);
  }

  /** The method that is not used: 2.5 and 97.5 % quantiles of resampled means. */
  static double bootstrapCoverage(Population population, int seeds, int studies, long seed) {
    UniformRandomProvider random = new RandomStreams(seed).stream("bootstrap", seeds);
    int covered = 0;
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < studies; i++) {
      double[] values = Population.draws(population.draw(), seeds, random);
      double[] others =
          population.others() == null
              ? new double[] {0}
              : Population.draws(population.others(), seeds, random);
      for (int j = 0; j < RESAMPLES; j++) {
        means[j] = resampled(values, random) - resampled(others, random);
      }
      Arrays.sort(means);
      double low = means[(int) (0.025 * RESAMPLES)];
      double high = means[(int) (0.975 * RESAMPLES) - 1];
      covered += holds(low, high, population.mean()) ? 1 : 0;
    }
    return (double) covered / studies;
  }

  private static double resampled(double[] values, UniformRandomProvider random) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }

  private static boolean holds(double low, double high, double mean) {
    return low <= mean + 1e-12 && high >= mean - 1e-12;
  }

  /**
   * The page's table: Markdown, one line a row.
   *
   * @param studies a cell; for five seeds, on which the promise rests, five times as many
   */
  static List<String> table(int studies, int bootstrapStudies, long seed) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("| what seeds come to |");
    for (int seeds : SEEDS) {
      head.append(' ').append(seeds).append(" seeds |");
    }
    lines.add(head + " no interval, of 5 seeds | percentile bootstrap, 5 seeds |");
    lines.add("|---|" + "---|".repeat(SEEDS.length + 2));
    for (Population population : POPULATIONS) {
      StringBuilder line = new StringBuilder("| " + population.name() + " |");
      String without = "";
      for (int seeds : SEEDS) {
        Coverage coverage = coverage(population, seeds, seeds == 5 ? 5 * studies : studies, seed);
        line.append(percent(coverage.covered()));
        without = seeds == 5 ? percent(coverage.without()) : without;
      }
      line.append(without);
      line.append(percent(bootstrapCoverage(population, 5, bootstrapStudies, seed)));
      lines.add(line.toString());
    }
    return lines;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, " %.1f |", 100 * share);
  }
}

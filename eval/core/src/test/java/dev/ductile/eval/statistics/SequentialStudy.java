package dev.ductile.eval.statistics;

import dev.ductile.base.RandomStreams;
import dev.ductile.eval.statistics.CoverageStudy.Draw;
import dev.ductile.eval.statistics.CoverageStudy.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How often a test that looks again and again finds an effect that is not there: studies whose
 * truth is known are made up, and those count in which some look leaves it out. Makes the second
 * table of {@code eval/docs/statistics.md}.
 */
final class SequentialStudy {
  static final List<GroupSequential> PLANS =
      List.of(
          new GroupSequential(5, 5, 10),
          new GroupSequential(5, 5, 20),
          new GroupSequential(5, 5, 30),
          new GroupSequential(5, 5, 50),
          new GroupSequential(10, 10, 50));

  private SequentialStudy() {}

  /**
   * The share of studies that err.
   *
   * @param repeated whether every look is as if it were the only one: what is not done
   */
  static double errors(
      Population population, GroupSequential plan, boolean repeated, int studies, long seed) {
    UniformRandomProvider random = new RandomStreams(seed).stream("looks", plan.most());
    int errors = 0;
    for (int i = 0; i < studies; i++) {
      double[] values = draws(population.draw(), plan.most(), random);
      Draw others = population.others();
      double[] second = others == null ? null : draws(others, plan.most(), random);
      errors += errs(population.mean(), values, second, plan, repeated) ? 1 : 0;
    }
    return (double) errors / studies;
  }

  private static double[] draws(Draw draw, int count, UniformRandomProvider random) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = draw.next(random);
    }
    return values;
  }

  private static boolean errs(
      double truth, double[] values, double[] second, GroupSequential plan, boolean repeated) {
    for (int look : plan.looks()) {
      double error = repeated ? 1 - SeedIntervals.QUANTILE_LEVEL : plan.spent(look);
      double[] seen = Arrays.stream(values, 0, look).map(value -> value - truth).toArray();
      Interval interval =
          second == null
              ? SeedIntervals.mean(seen, 1 - error)
              : SeedIntervals.differenceOfMeans(seen, Arrays.copyOf(second, look), 1 - error);
      boolean apart =
          interval.hasEnds()
              ? interval.isAbove(0) || interval.isBelow(0)
              : interval.estimate() != 0
                  && new SignTest(look, look).decides(repeated ? 0.05 : error);
      if (apart) {
        return true;
      }
    }
    return false;
  }

  static List<String> table(int studies, long seed) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("| what seeds come to |");
    for (GroupSequential plan : PLANS) {
      head.append(
          String.format(
              Locale.ROOT,
              " %d, then %d more, up to %d |",
              plan.first(),
              plan.step(),
              plan.most()));
    }
    lines.add(head + " every look as the only one, 5 to 30 |");
    lines.add("|---|" + "---|".repeat(PLANS.size() + 1));
    for (Population population : CoverageStudy.POPULATIONS) {
      StringBuilder line = new StringBuilder("| " + population.name() + " |");
      for (GroupSequential plan : PLANS) {
        line.append(percent(errors(population, plan, false, studies, seed)));
      }
      line.append(percent(errors(population, PLANS.get(2), true, studies, seed)));
      lines.add(line.toString());
    }
    return lines;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, " %.1f |", 100 * share);
  }
}

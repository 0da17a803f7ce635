package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.eval.statistics.CoverageStudy.Population;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several looks err together as often as is said. */
class GroupSequentialTest {
  private static final Path PAGE = Path.of("../docs/statistics.md");
  private static final String BEGIN = "<!-- looks -->";
  private static final String END = "<!-- /looks -->";
  private static final String RARE = "1 in 5 fails, by 10 σ";
  private static final int STUDIES = 2000;

  /** By scipy 1.x: 2 * norm.sf(norm.ppf(0.99) / sqrt(n / 30)), differences of it. */
  @Test
  void errorsAreSpentAsOBrienAndFlemingDo() {
    GroupSequential plan = new GroupSequential(5, 5, 30);
    assertThat(plan.looks()).containsExactly(5, 10, 15, 20, 25, 30);
    double[] scipy = {
      1.2096168052067526e-08,
      5.591854959647953e-05,
      0.0009461115579371533,
      0.0033811290181198564,
      0.00643908106585533,
      0.00917774771232313
    };
    double sum = 0;
    for (int i = 0; i < scipy.length; i++) {
      double spent = plan.spent(plan.looks().get(i));
      assertThat(spent).isCloseTo(scipy[i], within(1e-7 * scipy[i] + 1e-13));
      sum += spent;
    }
    assertThat(sum).isCloseTo(GroupSequential.ALPHA, within(1e-12));
    assertThat(new GroupSequential(5, 10, 20).looks()).containsExactly(5, 15, 20);
  }

  /** By scipy: t.interval(1 - error, 4, loc=4.2, scale=sem([1, 2, 4, 5, 9])) at the second look. */
  @Test
  void intervalsAreThoseOfTheLevel() {
    double error = new GroupSequential(5, 5, 30).spent(10);
    Interval interval = SeedIntervals.mean(new double[] {1, 2, 4, 5, 9}, 1 - error);
    assertThat(interval.low()).isCloseTo(-20.880164675479552, within(1e-6));
    assertThat(interval.high()).isCloseTo(29.28016467547955, within(1e-6));
    Interval house = SeedIntervals.mean(new double[] {1, 2, 4, 5, 9});
    Interval same = SeedIntervals.mean(new double[] {1, 2, 4, 5, 9}, SeedIntervals.QUANTILE_LEVEL);
    assertThat(same.low()).isCloseTo(house.low(), within(1e-9));
  }

  @Test
  void looksErrNoMoreOftenThanIsPromised() {
    long seed = System.nanoTime();
    double promised = GroupSequential.PROMISED;
    double slack = 4 * Math.sqrt(promised * (1 - promised) / STUDIES);
    for (Population population : CoverageStudy.POPULATIONS) {
      double errors =
          SequentialStudy.errors(population, SequentialStudy.PLANS.get(2), false, STUDIES, seed);
      double most = population.name().equals(RARE) ? 0.2 : promised;
      assertThat(errors).as("%s, seed %d", population.name(), seed).isLessThan(most + slack);
    }
    Population normal = CoverageStudy.POPULATIONS.get(0);
    assertThat(SequentialStudy.errors(normal, SequentialStudy.PLANS.get(2), false, STUDIES, seed))
        .as("normal values, seed %d", seed)
        .isLessThan(GroupSequential.ALPHA + 0.0125);
  }

  /** The study would see it if looks were not paid for. */
  @Test
  void looksThatAreNotPaidForErrMoreOften() {
    Population skewed = CoverageStudy.POPULATIONS.get(6);
    assertThat(SequentialStudy.errors(skewed, SequentialStudy.PLANS.get(2), true, STUDIES, 1))
        .isGreaterThan(0.11);
  }

  /** The page's table; -Dductile.coverage.write=true rewrites it. */
  @Test
  void thePageHasTheTable() throws Exception {
    List<String> table = SequentialStudy.table(STUDIES, 1);
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String wanted = "\n" + String.join("\n", table) + "\n";
    if (Boolean.getBoolean("ductile.coverage.write")) {
      Files.writeString(PAGE, page.substring(0, from) + wanted + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to)).isEqualTo(wanted);
  }
}

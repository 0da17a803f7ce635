package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.statistics.CoverageStudy.Population;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Intervals hold what they say. */
class CoverageTest {
  private static final Path PAGE = Path.of("../docs/statistics.md");
  private static final String BEGIN = "<!-- coverage -->";
  private static final String END = "<!-- /coverage -->";

  /** What five seeds do not meet, no interval over five seeds can hold. */
  private static final String RARE = "1 in 5 fails, by 10 σ";

  private static final double PROMISED = 0.93;

  /** Four standard deviations of a share near 0.93 in so many studies. */
  private static final int STUDIES = 4000;

  private static final double SLACK = 4 * Math.sqrt(PROMISED * (1 - PROMISED) / STUDIES);

  @Test
  void fiveSeedsCoverWhatIsPromised() {
    long seed = System.nanoTime();
    for (Population population : CoverageStudy.POPULATIONS) {
      double covered = CoverageStudy.coverage(population, 5, STUDIES, seed).covered();
      if (population.name().equals(RARE)) {
        assertThat(covered).as("%s, seed %d", RARE, seed).isBetween(0.7, PROMISED);
      } else {
        assertThat(covered)
            .as("%s, seed %d", population.name(), seed)
            .isGreaterThan(PROMISED - SLACK);
      }
    }
  }

  /**
   * For normal values the coverage is known: it is the quantile's level, for any number of seeds.
   */
  @Test
  void normalValuesAreCoveredAtTheLevelOfTheQuantile() {
    long seed = System.nanoTime();
    double level = SeedIntervals.QUANTILE_LEVEL;
    double deviation = Math.sqrt(level * (1 - level) / STUDIES);
    for (int seeds : CoverageStudy.SEEDS) {
      double covered =
          CoverageStudy.coverage(CoverageStudy.POPULATIONS.get(0), seeds, STUDIES, seed).covered();
      assertThat(covered)
          .as("%d seeds, seed %d", seeds, seed)
          .isBetween(level - 5 * deviation, level + 5 * deviation);
    }
  }

  @Test
  void aPercentileBootstrapDoesNotCoverWhatItSays() {
    long seed = System.nanoTime();
    assertThat(CoverageStudy.bootstrapCoverage(CoverageStudy.POPULATIONS.get(0), 5, STUDIES, seed))
        .as("seed %d", seed)
        .isBetween(0.8, 0.88);
  }

  /** The page's table, made anew with its own seed; -Dductile.coverage.write=true rewrites it. */
  @Test
  void thePageHasTheTable() throws Exception {
    List<String> table = CoverageStudy.table(4_000, 2_000, 1);
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

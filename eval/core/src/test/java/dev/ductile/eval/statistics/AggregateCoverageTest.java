package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.published.PublishedReturn;
import dev.ductile.eval.published.PublishedReturns;
import dev.ductile.eval.score.suite.Normalization;
import dev.ductile.eval.statistics.AggregateMethods.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Intervals over games and seeds hold what the page says. The table takes minutes; {@code
 * -Dductile.coverage.write=true} writes it anew, and a test draws its first row again.
 */
class AggregateCoverageTest {
  private static final Path PAGE = Path.of("../docs/statistics.md");
  private static final String BEGIN = "<!-- aggregate coverage -->";
  private static final String END = "<!-- /aggregate coverage -->";
  private static final int STUDIES = 2000;
  private static final int RESAMPLES = 400;

  /** Human-normalised mean and deviation of Dopamine's Rainbow at 200 million frames. */
  private static Map<String, double[]> rainbow() {
    Normalization human = Normalization.of("human");
    Map<String, double[]> games = new TreeMap<>();
    for (String game : human.games()) {
      List<PublishedReturn> returns = PublishedReturns.of("rainbow", game);
      if (!returns.isEmpty()) {
        PublishedReturn last = returns.get(returns.size() - 1);
        double mean = human.of(game, last.mean()).orElseThrow();
        double above = human.of(game, last.mean() + last.standardDeviation()).orElseThrow();
        games.put(game, new double[] {mean, above - mean});
      }
    }
    return games;
  }

  private static List<String> page() throws Exception {
    String text = Files.readString(PAGE);
    return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END))
        .strip()
        .lines()
        .toList();
  }

  @Test
  void thePageHasTheTable() throws Exception {
    assertThat(rainbow()).hasSize(55);
    List<String> table = new ArrayList<>(AtariStudies.head());
    boolean write = Boolean.getBoolean("ductile.coverage.write");
    List<AtariStudies.Row> rows = write ? AtariStudies.ROWS : AtariStudies.CHEAPEST;
    for (AtariStudies.Row row : rows) {
      table.add(AtariStudies.row(rainbow(), row, STUDIES, RESAMPLES));
    }
    if (write) {
      String text = Files.readString(PAGE);
      Files.writeString(
          PAGE,
          text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
              + "\n"
              + String.join("\n", table)
              + "\n"
              + text.substring(text.indexOf(END)));
    }
    assertThat(page()).hasSize(2 + AtariStudies.ROWS.size()).containsAll(table);
  }

  /** What the page says in words, by its own table. */
  @Test
  void theChosenMethodCoversMoreThanTheOthers() throws Exception {
    for (String row : page().subList(2, page().size())) {
      String[] cells = row.split("\\|");
      assertThat(lowest(cells, Method.CHOSEN)).as(row).isGreaterThanOrEqualTo(92.5);
      if (Integer.parseInt(cells[3].strip()) <= 5) {
        assertThat(lowest(cells, Method.PERCENTILE)).as(row).isLessThan(90);
        assertThat(lowest(cells, Method.BCA)).as(row).isLessThan(90);
      }
    }
  }

  private static double lowest(String[] cells, Method method) {
    return Double.parseDouble(cells[4 + method.ordinal()].strip().split("–")[0]);
  }
}

package dev.ductile.eval.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.settings.Settings;
import dev.ductile.eval.probe.task.Score;
import dev.ductile.eval.probe.task.TaskName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables of made-up results. */
class ProbeTableTest {
  private static ProbeVariant variant(String label) {
    Settings<ProbeConfig> settings =
        ProbeSettings.of(TaskName.of("random-labels"), NetworkChoice.of("mlp"));
    return new ProbeVariant(label, settings.toConfig());
  }

  private static ProbeResult result(long seed, double first, double last) {
    List<Map<String, Double>> tasks =
        List.of(
            Map.of("score", first, "onlineScore", first / 2),
            Map.of("score", last, "onlineScore", last / 2));
    return new ProbeResult(seed, List.of(), tasks, Map.of(), true, 10, 1, "");
  }

  private static ProbeTable table(int seeds, int others) {
    Map<ProbeVariant, List<ProbeResult>> results = new LinkedHashMap<>();
    results.put(
        variant("none"),
        IntStream.range(0, seeds).mapToObj(s -> result(s, 1, 0.1 + 0.01 * s)).toList());
    results.put(
        variant("layer-norm"),
        IntStream.range(0, others).mapToObj(s -> result(s, 1, 0.8 - 0.01 * s * s)).toList());
    return new ProbeTable(Score.ACCURACY, results);
  }

  @Test
  void fiveSeedsHaveIntervalsAndConstantFiguresSayWhyNot() {
    String text = table(5, 5).markdown();
    // 0.12 ± 4.0880·√(0.00025/5), SciPy's quantile.
    assertThat(text).contains("| none | 5 | 1 | 0.12 (0.0911 to 0.1489) |");
    assertThat(text)
        .contains("- none; layer-norm: all 5 seeds came to the same number: no interval.")
        .contains("Student's t")
        .doesNotContain("1 to 1");
  }

  @Test
  void twoSeedsHaveNoIntervalInTheTableNorInJson() {
    ProbeTable table = table(2, 3);
    assertThat(table.markdown())
        .contains("| none | 2 | 1 | 0.105 | -0.895 | 0.2763 | – |")
        .contains("- none; layer-norm: 2 seeds: no interval below 3 and no verdict below 5.")
        .contains("- layer-norm: 3 seeds: interval shown, no verdict below 5.");
    String json = table.json().toString();
    assertThat(json).contains("low=null, high=null, noInterval=2 seeds");
  }
}

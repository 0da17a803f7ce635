package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.training.ScalarMetric;
import dev.ductile.agent.training.TrainingMetrics;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a run tells again and again has one name in the log, one curve, and one row of the page. */
class ScalarMetricsTest {
  private static final String HEAD = "| key | tag | what | unit |\n|---|---|---|---|\n";

  private static List<ScalarMetric> declared() throws IllegalAccessException {
    List<ScalarMetric> metrics = new ArrayList<>();
    for (Class<?> place : List.of(RunLog.class, TrainingMetrics.class)) {
      for (Field field : place.getDeclaredFields()) {
        if (field.getType() == ScalarMetric.class) {
          field.setAccessible(true);
          metrics.add((ScalarMetric) field.get(null));
        }
      }
    }
    return metrics;
  }

  private static String row(ScalarMetric metric) {
    String tag = metric.hasCurve() ? "`" + metric.tag() + "`" : "";
    return String.format(
        "| `%s` | %s | %s | %s |%n", metric.key(), tag, metric.meaning(), metric.unit());
  }

  @Test
  void thePageHasTheTableThatTheDeclarationsGive() throws Exception {
    String table =
        HEAD + declared().stream().map(ScalarMetricsTest::row).collect(Collectors.joining());
    assertThat(Files.readString(Path.of("../docs/outputs.md"))).contains("\n\n" + table + "\n");
  }

  @Test
  void namesAreTheirOwn() throws IllegalAccessException {
    assertThat(declared()).extracting(ScalarMetric::key).doesNotHaveDuplicates().isNotEmpty();
    assertThat(declared().stream().filter(ScalarMetric::hasCurve).map(ScalarMetric::tag))
        .doesNotHaveDuplicates();
  }
}

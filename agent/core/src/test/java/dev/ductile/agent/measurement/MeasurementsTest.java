package dev.ductile.agent.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
  private static final String BEGIN = "<!-- generated: measurements -->";
  private static final String END = "<!-- end of generated: measurements -->";

  private static List<String> names(String text) {
    return MeasurementList.parse(text).all().stream().map(MeasurementType::name).toList();
  }

  @Test
  void namesAndCostsAreRead() {
    assertThat(names("")).isEmpty();
    assertThat(names(" srank , dormant,srank")).containsExactly("dormant", "srank");
    assertThat(names("all")).hasSize(Measurements.all().size()).doesNotHaveDuplicates();
    assertThat(names("cheap")).contains("dormant", "churn").doesNotContain("ntk", "srank");
    assertThat(names("cheap,ntk")).contains("dormant", "ntk").doesNotContain("hessian");
    assertThatThrownBy(() -> names("dormant,sleepy"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'sleepy'")
        .hasMessageContaining("gradient-covariance");
  }

  @Test
  void everyTypeIsDescribed() {
    for (MeasurementType type : Measurements.all()) {
      assertThat(List.of(type.logs(), type.formula(), type.scope(), type.basis(), type.source()))
          .as(type.name())
          .doesNotContain("");
    }
  }

  /** {@code -Dductile.regenerate=true} writes it. */
  @Test
  void pageHoldsTheGeneratedTable() throws IOException {
    Path page = docs().resolve("measurements.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(begin).isGreaterThanOrEqualTo(BEGIN.length()).isLessThan(end);
    String table = "\n\n" + Measurements.table() + "\n";
    if (Boolean.getBoolean("ductile.regenerate")) {
      Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
      return;
    }
    assertThat(text.substring(begin, end))
        .as("-Dductile.regenerate=true writes it anew")
        .isEqualTo(table);
  }

  private static Path docs() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("agent/docs"))) {
        return folder.resolve("agent/docs");
      }
    }
    throw new IllegalStateException("no folder agent/docs above the working directory");
  }
}

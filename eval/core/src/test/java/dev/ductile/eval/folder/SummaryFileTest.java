package dev.ductile.eval.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {
  @TempDir Path folder;

  @Test
  void isIndentedAndInOrder() throws IOException {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("parametersSha256", "ab12");
    summary.put("frames", 500_000L);
    summary.put("loss", Double.NaN);
    summary.put("evaluation", new LinkedHashMap<>(Map.of("returns", List.of(1, 2))));
    Path file = folder.resolve("summary.json");
    SummaryFile.write(file, summary);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {
              "parametersSha256" : "ab12",
              "frames" : 500000,
              "loss" : "NaN",
              "evaluation" : {
                "returns" : [
                  1,
                  2
                ]
              }
            }
            """);
  }

  @Test
  void whatIsNoJsonLeavesTheFormerFile() throws IOException {
    Path file = folder.resolve("summary.json");
    SummaryFile.write(file, new LinkedHashMap<>(Map.of("a", 1)));
    String former = Files.readString(file);
    assertThatThrownBy(
            () -> SummaryFile.write(file, new LinkedHashMap<>(Map.of("b", new Object()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[b]");
    assertThat(Files.readString(file)).isEqualTo(former);
    assertThat(folder.toFile().list()).containsExactly("summary.json");
  }
}

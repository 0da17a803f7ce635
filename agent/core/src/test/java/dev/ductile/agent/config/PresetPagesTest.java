package dev.ductile.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables in {@code agent/docs} are those that the code gives; {@code -Dductile.regenerate=true}
 * writes them.
 */
class PresetPagesTest {
  static Iterable<String> agents() {
    return AgentPresets.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("agents")
  void pageHoldsTheGeneratedTable(String agent) throws IOException {
    Path page = docs().resolve(agent + ".md");
    String text = Files.readString(page);
    int begin = text.indexOf(PresetTables.BEGIN) + PresetTables.BEGIN.length();
    int end = text.indexOf(PresetTables.END);
    assertThat(begin).as("markers in %s", page.getFileName()).isPositive().isLessThan(end);
    String table = "\n\n" + PresetTables.of(agent) + "\n";
    if (Boolean.getBoolean("ductile.regenerate")) {
      Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
      return;
    }
    assertThat(text.substring(begin, end))
        .as("table in %s; -Dductile.regenerate=true writes it anew", page.getFileName())
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

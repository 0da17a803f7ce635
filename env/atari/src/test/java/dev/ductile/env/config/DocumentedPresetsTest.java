package dev.ductile.env.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of presets in the documentation. */
class DocumentedPresetsTest {
  @Test
  void theTableOfPresetsIsThatOfTheCode() throws IOException {
    List<String> table = new ArrayList<>();
    table.add("| option | " + String.join(" | ", EnvPresets.names()) + " |");
    table.add("|---|" + "---|".repeat(EnvPresets.names().size()));
    for (String option : EnvPresets.named(EnvPresets.names().get(0)).keySet()) {
      StringBuilder row = new StringBuilder("| " + option + " |");
      for (String preset : EnvPresets.names()) {
        Object value = EnvPresets.named(preset).get(option).value();
        row.append(' ').append(value == null ? "emulator's" : value).append(" |");
      }
      table.add(row.toString());
    }
    assertThat(Files.readString(Path.of("docs", "environments.md")))
        .contains(String.join("\n", table));
  }
}

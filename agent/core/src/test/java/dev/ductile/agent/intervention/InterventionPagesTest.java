package dev.ductile.agent.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What pages show of interventions is what the code has. */
class InterventionPagesTest {
  private static final Path SOURCES =
      Path.of("agent/core/src/main/java/dev/ductile/agent/intervention");

  @Test
  void pageHoldsTheTables() throws IOException {
    GeneratedPart.check(
        "interventions.md",
        InterventionTables.BEGIN,
        InterventionTables.END,
        InterventionTables.all());
  }

  @Test
  void theWorkedExampleIsTheRegisteredClass() throws IOException {
    Path file = GeneratedPart.repository().resolve(SOURCES).resolve("SoftRescaling.java");
    String source = Files.readString(file);
    GeneratedPart.check(
        "add-an-intervention.md",
        "<!-- generated: example -->",
        "<!-- end of generated: example -->",
        "```java\n" + source.substring(source.indexOf("/**")) + "```\n");
    assertThat(Interventions.all()).contains(SoftRescaling.TYPE);
  }

  @Test
  void everyTypeSaysWhatItDoesAndWhereItIsFrom() {
    for (InterventionType type : Interventions.all()) {
      assertThat(type.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
      assertThat(type.does()).as(type.name()).isNotBlank();
      assertThat(type.source()).as(type.name()).isNotBlank();
      type.parameters().forEach(p -> assertThat(p.does()).as("%s", p).isNotBlank());
    }
  }
}

package dev.ductile.agent.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.GeneratedPart;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
  void theWorkedExamplesAreRegisteredClasses() throws IOException {
    checkExample("example", "rule/SoftRescaling.java");
    checkExample("penalty", "penalty/L2Init.java");
    assertThat(Interventions.all())
        .extracting(InterventionType::name)
        .contains("soft-rescaling", "l2-init");
  }

  private static void checkExample(String part, String file) throws IOException {
    String source = Files.readString(GeneratedPart.repository().resolve(SOURCES).resolve(file));
    GeneratedPart.check(
        "add-an-intervention.md",
        "<!-- generated: " + part + " -->",
        "<!-- end of generated: " + part + " -->",
        "```java\n" + source.substring(source.indexOf("/**")) + "```\n");
  }

  @Test
  void thePageNamesAllThatCanBeOverridden() throws IOException {
    Path page = GeneratedPart.repository().resolve("agent/docs/add-an-intervention.md");
    String text = Files.readString(page);
    for (Method method : Intervention.class.getDeclaredMethods()) {
      int modifiers = method.getModifiers();
      if (Modifier.isPublic(modifiers) && !Modifier.isFinal(modifiers) && !method.isSynthetic()) {
        assertThat(text).contains("| `" + method.getName() + "` |");
      }
    }
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

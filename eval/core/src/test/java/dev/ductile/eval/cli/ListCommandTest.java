package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.measurement.Measurements;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.eval.probe.ProbeConfig;
import dev.ductile.eval.score.protocol.Protocol;
import dev.ductile.eval.score.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users find out by asking the program. */
class ListCommandTest {
  @TempDir private Path scratch;

  private String shown(String... args) {
    CapturedCommand command = CapturedCommand.run(scratch.resolve("home"), args);
    assertThat(command.code()).as(command.err()).isZero();
    return command.out();
  }

  @Test
  void everyListNamesAllThereIsWithItsMeaning() throws Exception {
    int presets = AgentPresets.all().values().stream().mapToInt(List::size).sum();
    Map<String, Integer> sizes =
        Map.of(
            "agents", AgentPresets.all().size(),
            "presets", presets,
            "interventions", Interventions.all().size(),
            "measurements", Measurements.all().size(),
            "keys", ConfigKeys.all().size(),
            "games", GameCatalogue.all().size(),
            "protocols", Protocol.names().size(),
            "suites", Suite.all().size());
    assertThat(ListCommand.LISTS).containsOnlyKeys(sizes.keySet());
    for (Map.Entry<String, Integer> list : sizes.entrySet()) {
      JsonNode rows =
          new ObjectMapper().readTree(shown("list", list.getKey(), "--json")).get(list.getKey());
      assertThat(rows).as(list.getKey()).hasSize(list.getValue());
      for (JsonNode row : rows) {
        assertThat(row.get("meaning").asText()).as(row.toString()).isNotBlank();
      }
      assertThat(shown("list", list.getKey()).lines())
          .as(list.getKey())
          .filteredOn(line -> !line.startsWith("    "))
          .hasSize(list.getValue());
    }
  }

  @Test
  void keysHaveTypeUnitRangeDefaultAndSource() {
    assertThat(shown("list", "protocols", "dqn-zoo"))
        .as("each rule on a line of its own, with its source")
        .containsPattern("(?m)^    env.actionSet MINIMAL \\(.*\\)$");
    assertThat(shown("list", "keys", "run.frames"))
        .contains(
            "emulator frames to train for",
            "a whole number",
            "unit frames",
            "range 1 or more",
            "default 125000",
            "source preset ductile: ");
    assertThat(shown("list", "keys", "replay.batch", "--agent", "rainbow", "--preset", "fast"))
        .contains("default 256");
    assertThat(shown("list", "keys", "objective.tdLoss")).contains("one of HUBER, MSE");
    assertThat(shown("list", "keys", "--probe").lines())
        .hasSize(2 * ConfigKeys.of(ProbeConfig.class).size());
    assertThat(shown("list", "measurements", "ntk")).contains("cost expensive: ");
    assertThat(shown("list", "interventions", "redo")).contains("period-updates=", "source ");
  }

  @Test
  void helpAndVersionTellTheTruth() {
    assertThat(shown("--version")).isEqualTo("ductile " + CodeIdentity.current().describe() + "\n");
    assertThat(shown("help", "train")).isEqualTo(shown("train", "--help"));
    assertThat(shown("help", "bench", "env")).isEqualTo(shown("bench", "env", "--help"));
    assertThat(shown("help")).contains("list", "completion", "help");
    String train = shown("train", "--help").replaceAll("\\s+", " ");
    assertThat(train)
        .contains(AgentPresets.all().keySet())
        .contains("dopamine-full", "tensorflow, dl4j", "--env-preset", "gymnasium");
  }

  /** Options that take a value, and that nothing stands in for where they are left out. */
  @Test
  void helpOfTrainSaysEveryDefault() {
    String[] options = shown("train", "--help").split("\n(?=\\s{2,6}(-\\w, )?--)");
    assertThat(options).hasSizeGreaterThan(15);
    for (String option : options) {
      if (option.strip().startsWith("--") && option.contains("=<")) {
        assertThat(option.matches("(?s).*(Default:|--(config|set|rom|resume)=).*"))
            .as(option)
            .isTrue();
      }
    }
  }

  @Test
  void completionIsAScriptThatBashCanRead() throws Exception {
    Path script = Files.writeString(scratch.resolve("c.bash"), shown("completion", "bash"));
    assertThat(Files.readString(script))
        .contains("rainbow", "replay.batchSize=", "layer-norm", "space_invaders", "dopamine-full");
    Process bash =
        new ProcessBuilder("bash", "-c", "source '" + script + "' && complete -p ductile").start();
    assertThat(new String(bash.getInputStream().readAllBytes())).contains("_complete_ductile");
    assertThat(bash.waitFor()).isZero();
  }
}

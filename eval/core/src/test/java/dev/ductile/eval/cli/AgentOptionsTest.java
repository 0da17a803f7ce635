package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What comes of agent, preset, file and single values together. */
class AgentOptionsTest {
  @TempDir Path folder;

  @Test
  void aFileThatNamesAnAgentBringsItsPreset() throws IOException {
    RunConfig config = train("agent: rainbow\npreset: dopamine\nreplay.batchSize: 16\n");
    RunConfig preset =
        AgentPresets.load("rainbow", "dopamine").put("env.game", "volley", "test").toConfig();
    assertThat(
            ConfigDifferences.between(
                ConfigDifferences.flatten(preset), ConfigDifferences.flatten(config)))
        .containsExactly("replay.batchSize was 32, now 16");
  }

  @Test
  void aFileOfValuesAloneLiesOverTheChosenPreset() throws IOException {
    RunConfig config = train("replay.batchSize: 16\n", "--agent", "c51", "--preset", "cleanrl");
    assertThat(config.agent()).isEqualTo("c51");
    assertThat(config.preset()).isEqualTo("cleanrl");
    assertThat(config.replay().batchSize()).isEqualTo(16);
  }

  @Test
  void anotherRunsFileMakesTheSameRun() throws IOException {
    Settings<RunConfig> other =
        AgentPresets.load("rainbow", "der").put("env.game", "volley", "test");
    other.putText("optimizer.learningRate=1e-3", "test");
    RunConfig config = train(ConfigYaml.write(other), "--agent", "rainbow", "--set", "run.seed=7");
    assertThat(config).isEqualTo(other.putText("run.seed=7", "test").toConfig());
  }

  @Test
  void everySourceIsTrue() throws IOException {
    Settings<RunConfig> settings = settings("run.seed: 3\n");
    assertThat(settings.get("agent").source()).isEqualTo("default");
    assertThat(settings.get("preset").source()).isEqualTo("default");
    assertThat(settings.get("env.game").source()).isEqualTo("default");
    assertThat(settings.get("run.seed").source()).endsWith("mine.yaml");
    settings = settings("run.seed: 3\n", "--agent", "c51", "--preset", "cleanrl", "--seed", "4");
    assertThat(settings.get("agent").source()).isEqualTo("--agent");
    assertThat(settings.get("preset").source()).isEqualTo("--preset");
    assertThat(settings.get("run.seed").source()).isEqualTo("--seed");
    settings = settings("agent: rainbow\npreset: der\n");
    assertThat(settings.get("agent").source()).endsWith("mine.yaml");
    assertThat(settings.get("preset").source()).endsWith("mine.yaml");
  }

  private RunConfig train(String yaml, String... args) throws IOException {
    return settings(yaml, args).toConfig();
  }

  private Settings<RunConfig> settings(String yaml, String... args) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), yaml);
    TrainCommand command = new TrainCommand();
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 2, args.length);
    all[0] = "--config";
    all[1] = file.toString();
    new CommandLine(command).parseArgs(all);
    return command.settings();
  }
}

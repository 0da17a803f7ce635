package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenConfigTest {
  private static Settings<RunConfig> settings(String agent, String preset) {
    return AgentPresets.load(agent, preset).put("env.game", "pong", "test");
  }

  @Test
  void itReadsWhatTheParserReads() {
    AgentPresets.all()
        .forEach(
            (agent, presets) ->
                presets.forEach(
                    preset -> {
                      Settings<RunConfig> settings = settings(agent, preset);
                      assertThat(WrittenConfig.read(ConfigYaml.write(settings)))
                          .as(agent + " " + preset)
                          .contains(ConfigDifferences.flatten(settings.toConfig()));
                    }));
  }

  @Test
  void valuesOfUsersAreReadAsTheParserReadsThem() {
    Settings<RunConfig> settings = settings("dqn", null);
    for (String value :
        List.of(
            "optimizer.learningRate=1e-4",
            "env.mode=2",
            "interventions=layer-norm, redo=0.1",
            "run.frames=10M",
            "env.stickyActionProbability=0")) {
      settings.putText(value, "--set, with a # and \"quotes\"");
    }
    assertThat(WrittenConfig.read("# Comment: 1\n" + ConfigYaml.write(settings)))
        .contains(ConfigDifferences.flatten(settings.toConfig()));
  }

  @Test
  void olderConfigurationsAreFilledAsTheParsersAre() {
    String yaml =
        ConfigYaml.write(settings("dqn", null))
            .lines()
            .filter(line -> !line.contains("normalizationGroups") && !line.contains("activation:"))
            .reduce("", (text, line) -> text + line + "\n");
    Settings<RunConfig> parsed = Settings.ofRun();
    ConfigYaml.readRun(parsed, yaml, "test");
    FormerDefaults.fill(parsed);
    assertThat(WrittenConfig.read(yaml)).contains(ConfigDifferences.flatten(parsed.toConfig()));
  }

  @Test
  void otherFormsAreLeftToTheParser() {
    String yaml = ConfigYaml.write(settings("dqn", null));
    assertThat(WrittenConfig.read(yaml)).isPresent();
    assertThat(WrittenConfig.read(yaml.replace("  frameSkip:", "  frameSkpi:"))).isEmpty();
    assertThat(WrittenConfig.read(yaml.replace("  frameSkip:", "  stackSize:"))).isEmpty();
    assertThat(WrittenConfig.read(yaml.replaceFirst("(?m)^  frameSkip:.*$", ""))).isEmpty();
    assertThat(WrittenConfig.read(yaml.replace("\"dqn\"", "'dqn'"))).isEmpty();
    assertThat(WrittenConfig.read(yaml.replace("  frameSkip: 4", "  frameSkip: [4]"))).isEmpty();
    assertThat(WrittenConfig.read("env: {game: pong}")).isEmpty();
    assertThat(WrittenConfig.read("")).isEmpty();
  }
}

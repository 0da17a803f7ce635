package dev.ductile.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.objective.TdLoss;
import dev.ductile.env.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static Settings complete() {
    return AgentPresets.load("dqn", null).put("env.game", "volley", "test");
  }

  @Test
  void whatIsPutLaterWinsWithItsSource() {
    Settings settings = complete().put("run.seed", 5, "first").put("run.seed", 6, "second");
    assertThat(settings.toConfig().run().seed()).isEqualTo(6);
    assertThat(settings.get("run.seed")).isEqualTo(new Setting(6, "second"));
  }

  @Test
  void textIsReadAsYaml() {
    RunConfig config =
        complete()
            .putText("run.seed = 12345678901", "--set")
            .putText("optimizer.learningRate=1e-4", "--set")
            .putText("objective.tdLoss=mse", "--set")
            .putText("run.bfloat16=true", "--set")
            .putText("env.mode=1", "--set")
            .putText("env.difficulty=", "--set")
            .toConfig();
    assertThat(config.run().seed()).isEqualTo(12_345_678_901L);
    assertThat(config.optimizer().learningRate()).isEqualTo(1e-4);
    assertThat(config.objective().tdLoss()).isEqualTo(TdLoss.MSE);
    assertThat(config.run().bfloat16()).isTrue();
    assertThat(config.env().mode()).isEqualTo(1);
    assertThat(config.env().difficulty()).isNull();
  }

  @Test
  void textWithSpecialCharactersSurvivesConfigYaml() {
    for (String engine :
        new String[] {"tensorflow", "a # b", "'x'", "true", "12", "- y", "", "é\t\"q"}) {
      Settings settings = complete().put("run.engine", engine, "source # with: marks\nand a line");
      Settings again = new Settings();
      ConfigYaml.readInto(again, ConfigYaml.write(settings), "config.yaml");
      assertThat(again.toConfig().run().engine()).isEqualTo(engine);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replay.batchSise | replay.batchSize",
        "batchSize | replay.batchSize",
        "learnRate | optimizer.learningRate",
        "learningRate | optimizer.learningRate",
        "env.gane | env.game",
        "Run.Seed | run.seed",
        "zebra | config.yaml lists all keys",
        "qqqqqqqqqqqqqqqq | config.yaml lists all keys"
      })
  void unknownKeysAreRefusedWithTheNearest(String key, String advice) {
    assertThatThrownBy(() -> new Settings().put(key, 1, "file.yaml"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(key, "file.yaml", advice);
    assertThatThrownBy(() -> new Settings().putText(key + "=1", "--set"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(key, "--set", advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run.frames=many | many | a whole number",
        "run.frames=2.5 | 2.5 | a whole number",
        "replay.batchSize=99999999999 | 99999999999 | a whole number",
        "optimizer.learningRate=fast | fast | a number",
        "run.bfloat16=maybe | maybe | true or false",
        "objective.tdLoss=hinge | hinge | one of HUBER, MSE",
        "network.torso=3 | 3 | one of NATURE_CNN",
        "network.padding= | null | one of VALID, SAME",
        "optimizer.kind= | null | one of ADAM",
        "run.frames= | null | a whole number",
        "env.mode=high | high | a whole number",
      })
  void wrongTypesAreRefusedWithWhatIsNeeded(String assignment, String value, String needed) {
    Settings settings = complete().putText(assignment, "--set");
    String key = assignment.substring(0, assignment.indexOf('='));
    assertThatThrownBy(settings::toConfig)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(key + " = " + value, "--set", needed)
        .hasMessageNotContaining("jackson");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run.frames=0",
        "run.environments=0",
        "run.environmentThreads=0",
        "run.engineThreads=0",
        "run.logPeriodFrames=0",
        "run.checkpointPeriodFrames=-1",
        "replay.batchSize=0",
        "replay.nStep=0",
        "replay.discount=1.5",
        "replay.discount=NaN",
        "replay.minimumTransitions=2000000",
        "replay.capacityTransitions=4",
        "exploration.epsilonStart=1.1",
        "exploration.epsilonEnd=-0.1",
        "exploration.decaySteps=-1",
        "learning.updatePeriodSteps=0",
        "learning.targetUpdatePeriodUpdates=0",
        "evaluation.episodes=0",
        "evaluation.environments=0",
        "evaluation.epsilon=2",
        "optimizer.learningRate=0",
        "optimizer.learningRate=Infinity",
        "optimizer.beta1=1",
        "optimizer.epsilon=0",
        "network.hiddenUnits=0",
        "network.hiddenUnits=2000000000",
        "replay.batchSize=100000000",
      })
  void valuesOutOfRangeAreRefusedByKeyAndValue(String assignment) {
    Settings settings = complete().putText(assignment, "--set");
    String key = assignment.substring(0, assignment.indexOf('='));
    assertThatThrownBy(settings::toConfig)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(key.startsWith("replay.capacity") ? "replay." : key + " = ")
        .hasMessageContaining("use ");
  }

  @Test
  void aMissingValueIsNamed() {
    Settings settings = AgentPresets.load("dqn", null);
    assertThatThrownBy(settings::toConfig)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("game is missing");
    assertThatThrownBy(() -> new Settings().toConfig())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is missing")
        .hasMessageNotContaining("creator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "{a: 1}", "[", "a: b: c"})
  void textThatIsNoSingleValueIsRefused(String value) {
    assertThatThrownBy(() -> new Settings().putText("run.seed=" + value, "--set"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("run.seed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run.seed", "=1"})
  void malformedAssignmentsAreRefused(String assignment) {
    assertThatThrownBy(() -> new Settings().putText(assignment, "--set"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("key=value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "preset"})
  void agentAndPresetAreChosenByTheirOptions(String key) {
    assertThatThrownBy(() -> complete().putText(key + "=other", "--set"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--" + key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- 1", "text", "run: [1", "run: {frames: 1", "nokey: 3"})
  void yamlThatIsNoConfigurationIsRefusedByFileName(String yaml) {
    assertThatThrownBy(() -> ConfigYaml.readInto(new Settings(), yaml, "mine.yaml"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mine.yaml");
  }

  @Test
  void yamlMayUseDottedKeys() {
    Settings settings = complete();
    ConfigYaml.readInto(settings, "run.seed: 9\nreplay: {batchSize: 16}", "mine.yaml");
    assertThat(settings.toConfig().run().seed()).isEqualTo(9);
    assertThat(settings.toConfig().replay().batchSize()).isEqualTo(16);
    assertThat(settings.get("run.seed").source()).isEqualTo("mine.yaml");
  }
}

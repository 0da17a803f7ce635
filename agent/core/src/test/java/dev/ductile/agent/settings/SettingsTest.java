package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.base.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static Settings<RunConfig> complete() {
    return AgentPresets.load("dqn", null).put("env.game", "volley", "test");
  }

  @Test
  void whatIsPutLaterWinsWithItsSource() {
    Settings<RunConfig> settings =
        complete().put("run.seed", 5, "first").put("run.seed", 6, "second");
    assertThat(settings.toConfig().run().seed()).isEqualTo(6);
    assertThat(settings.get("run.seed")).isEqualTo(new Setting(6L, "second"));
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
      Settings<RunConfig> settings =
          complete().put("run.engine", engine, "source # with: marks\nand a line");
      Settings<RunConfig> again = Settings.ofRun();
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
    assertThatThrownBy(() -> Settings.ofRun().put(key, 1, "file.yaml"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(key, "file.yaml", advice);
    assertThatThrownBy(() -> Settings.ofRun().putText(key + "=1", "--set"))
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
        "network.padding= | nothing | one of VALID, SAME",
        "optimizer.kind= | nothing | one of ADAM",
        "run.frames= | nothing | a whole number",
        "run.frames=null | null | a whole number",
        "replay.batchSize=010 | 010 | write 10",
        "replay.batchSize=0x10 | 0x10 | decimal digits",
        "replay.batchSize=1:30 | 1:30 | decimal digits",
        "replay.batchSize=10 20 | 10 20 | a whole number",
        "replay.batchSize=10 # small | 10 # small | a whole number",
        "replay.batchSize=[10] | [10] | a whole number",
        "optimizer.epsilon=1e-5x | 1e-5x | a number",
        "replay.discount=NaN | NaN | a number",
        "optimizer.learningRate=Infinity | Infinity | a number",
        "env.mode=010 | 010 | write 10",
        "env.mode=high | high | a whole number",
      })
  void wrongTypesAreRefusedWithWhatIsNeeded(String assignment, String value, String needed) {
    String key = assignment.substring(0, assignment.indexOf('='));
    assertThatThrownBy(() -> complete().putText(assignment, "--set").toConfig())
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
        "optimizer.beta1=1",
        "optimizer.epsilon=0",
        "network.hiddenUnits=0",
        "network.hiddenUnits=2000000000",
        "replay.batchSize=100000000",
      })
  void valuesOutOfRangeAreRefusedByKeyAndValue(String assignment) {
    Settings<RunConfig> settings = complete().putText(assignment, "--set");
    String key = assignment.substring(0, assignment.indexOf('='));
    assertThatThrownBy(settings::toConfig)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(key.startsWith("replay.capacity") ? "replay." : key + " = ")
        .hasMessageContaining("use ");
  }

  @Test
  void aMissingValueIsNamed() {
    Settings<RunConfig> settings = AgentPresets.load("dqn", null);
    assertThatThrownBy(settings::toConfig)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("game is missing");
    assertThatThrownBy(() -> Settings.ofRun().toConfig())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is missing")
        .hasMessageNotContaining("creator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "{a: 1}", "[", "a: b: c"})
  void textThatIsNoSingleValueIsRefused(String value) {
    assertThatThrownBy(() -> Settings.ofRun().putText("run.seed=" + value, "--set"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("run.seed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run.seed", "=1"})
  void malformedAssignmentsAreRefused(String assignment) {
    assertThatThrownBy(() -> Settings.ofRun().putText(assignment, "--set"))
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
    assertThatThrownBy(() -> ConfigYaml.readInto(Settings.ofRun(), yaml, "mine.yaml"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mine.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "run.frames, 1e7, 10000000",
    "run.frames, 10M, 10000000",
    "run.frames, 1_000_000, 1000000",
    "replay.capacityTransitions, 250k, 250000",
    "optimizer.learningRate, 1e-5, 1e-5",
    "optimizer.learningRate, 2.50, 2.5",
    "optimizer.learningRate, 1, 1"
  })
  void countsAndNumbersAreReadAlikeOnTheCommandLineAndInFiles(
      String key, String text, double value) {
    Settings<RunConfig> typed = complete().putText(key + "=" + text, "--set");
    Settings<RunConfig> read = complete();
    ConfigYaml.readInto(read, key + ": " + text, "mine.yaml");
    for (Settings<RunConfig> settings : List.of(typed, read)) {
      assertThat(((Number) settings.get(key).value()).doubleValue()).isEqualTo(value);
    }
    assertThat(ConfigDifferences.flatten(typed.toConfig()))
        .isEqualTo(ConfigDifferences.flatten(read.toConfig()));
    Settings<RunConfig> again = Settings.ofRun();
    ConfigYaml.readRun(again, ConfigYaml.write(typed), "config.yaml");
    assertThat(again.all()).isEqualTo(typed.all());
  }

  @Test
  void textStaysTextAndSwitchesHaveTheirWords() {
    Settings<RunConfig> settings = complete();
    ConfigYaml.readInto(
        settings,
        "run: {device: on, engine: 010}\nnetwork: {dueling: yes}\nenv: {mode: ~, difficulty: 1}",
        "mine.yaml");
    assertThat(settings.get("run.device").value()).isEqualTo("on");
    assertThat(settings.get("run.engine").value()).isEqualTo("010");
    assertThat(settings.get("network.dueling").value()).isEqualTo(true);
    assertThat(settings.get("env.mode").value()).isNull();
    assertThat(settings.get("env.difficulty").value()).isEqualTo(1);
    settings.putText("network.dueling=off", "--set").putText("env.difficulty=", "--set");
    assertThat(settings.get("network.dueling").value()).isEqualTo(false);
    assertThat(settings.get("env.difficulty").value()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "replay: {batchSize: 16}\\nreplay.batchSize: 32 | replay.batchSize stands twice",
        "replay.batchSize: 32\\nreplay:\\n  batchSize: 32 | replay.batchSize stands twice",
        "run.seed: 1\\nrun.seed: 2 | line 2: 'run.seed' stands twice",
        "run.seed: &seed 1 | line 1: the anchor &seed",
        "run.seed: &s 1\\nrun.frames: *s | the anchor &s",
        "base: &b {seed: 1}\\nrun: {<<: *b} | the anchor &b",
        "run: {<<: {seed: 1}} | merging mappings with <<",
        "run.seed: !!str 1 | the tag",
        "run.seed: 1\\n---\\nrun.seed: 2 | a second document",
        "run.seed: [1, 2] | run.seed = ",
        "run: {seed: 1 | line 1 is not YAML",
      })
  void whatCouldBeMisreadInAFileIsRefused(String yaml, String why) {
    assertThatThrownBy(
            () -> ConfigYaml.readInto(Settings.ofRun(), yaml.replace("\\n", "\n"), "mine.yaml"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("mine.yaml", why)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void yamlMayUseDottedKeys() {
    Settings<RunConfig> settings = complete();
    ConfigYaml.readInto(settings, "run.seed: 9\nreplay: {batchSize: 16}", "mine.yaml");
    assertThat(settings.toConfig().run().seed()).isEqualTo(9);
    assertThat(settings.toConfig().replay().batchSize()).isEqualTo(16);
    assertThat(settings.get("run.seed").source()).isEqualTo("mine.yaml");
  }
}

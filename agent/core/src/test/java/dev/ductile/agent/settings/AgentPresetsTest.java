package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.config.ObjectiveConfig;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.base.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AgentPresetsTest {
  static List<String[]> presets() {
    List<String[]> all = new ArrayList<>();
    AgentPresets.all().forEach((agent, ps) -> ps.forEach(p -> all.add(new String[] {agent, p})));
    return all;
  }

  private static Settings<RunConfig> load(String agent, String preset) {
    return AgentPresets.load(agent, preset).put("env.game", "volley", "test");
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetIsComplete(String agent, String preset) {
    Settings<RunConfig> settings = load(agent, preset);
    RunConfig config = settings.toConfig();
    Objective objective = config.objective().build();
    assertThat(objective.heads()).isPositive();
    assertThat(objective).isNotNull();
    settings
        .all()
        .forEach(
            (key, setting) -> {
              if (setting != null) {
                assertThat(setting.source()).as("source of %s", key).isNotBlank();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("presets")
  void writtenConfigurationsReadBackEqual(String agent, String preset) {
    Settings<RunConfig> settings = load(agent, preset);
    Settings<RunConfig> again = Settings.ofRun();
    ConfigYaml.readInto(again, ConfigYaml.write(settings), "config.yaml");
    assertThat(again.toConfig()).isEqualTo(settings.toConfig());
  }

  @Test
  void agentsAreWhatTheirNamesSay() {
    assertThat(load("c51", null).toConfig().objective().build()).isInstanceOf(C51Objective.class);
    for (String preset : AgentPresets.all().get("iqn")) {
      Objective objective = load("iqn", preset).toConfig().objective().build();
      assertThat(objective).isInstanceOf(QuantileObjective.class);
      assertThat(objective.implicitQuantiles()).isPresent();
    }
    for (String preset : AgentPresets.all().get("rainbow")) {
      RunConfig config = load("rainbow", preset).toConfig();
      assertThat(config.replay().prioritized()).as(preset).isTrue();
      assertThat(config.network().noisy().on()).as(preset).isEqualTo(!preset.equals("dopamine"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "network.duelingSharedHidden, true, network.dueling=true",
    "network.spectralNorm, true, IMPALA_RESNET",
    "network.maxPooling, true, IMPALA_RESNET",
    "network.torso, IMPALA_RESNET, must keep the size",
    "optimizer.schedule, LINEAR, optimizer.scheduleUpdates",
    "optimizer.weightDecay, 1e9, optimizer.learningRate",
    "objective.categorical.valueMin, 20, objective.categorical.valueMax",
    "objective.categorical.atoms, 1, 2 or more",
    "replay.priorityExponent, -1, 0 to 1",
    "replay.priorityExponent, 1.5, 0 to 1",
    "replay.importanceExponentEnd, 2, 0 to 1",
    "optimizer.clipNorm, -1, optimizer.clipNorm",
    "objective.kind, PPO, QR_DQN"
  })
  void meaninglessSettingsAreRefusedWithTheReason(String key, String value, String reason) {
    Settings<RunConfig> settings = load("c51", null).putText(key + "=" + value, "--set");
    assertThatThrownBy(settings::toConfig)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason);
  }

  @Test
  void meaninglessCombinationsAreRefusedWithTheReason() {
    assertRefused("dqn", "double Q-learning", "objective.munchausen.on=true");
    assertRefused(
        "c51", "objective.kind=C51", "objective.munchausen.on=true", "objective.doubleQ=false");
    assertRefused("double-dqn", "value stream", "network.dueling=true");
    assertRefused("double-dqn", "noise", "network.noisy.kind=FACTORISED");
    assertRefused(
        "rainbow",
        "FACTORISED",
        "network.noisy.kind=INDEPENDENT",
        "network.noisy.sharedAcrossLayers=true");
    assertRefused(
        "c51",
        "env.screenSize=84",
        "network.torso=IMPALA_RESNET",
        "network.padding=SAME",
        "network.maxPooling=true",
        "env.screenSize=64");
  }

  private static void assertRefused(String agent, String reason, String... assignments) {
    Settings<RunConfig> settings = load(agent, null);
    for (String assignment : assignments) {
      settings.putText(assignment, "--set");
    }
    assertThatThrownBy(settings::toConfig)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void partsCombineFreely() {
    for (ObjectiveConfig.Kind kind : ObjectiveConfig.Kind.values()) {
      Settings<RunConfig> settings =
          load("rainbow", "dopamine-full")
              .putText("objective.kind=" + kind, "--set")
              .putText("network.normalization=LAYER_NORM_CHW", "--set")
              .putText("optimizer.weightDecay=0.1", "--set")
              .putText("network.torso=IMPALA_RESNET", "--set")
              .putText("network.spectralNorm=true", "--set");
      assertThat(settings.toConfig().objective().build().heads()).isPositive();
    }
  }
}

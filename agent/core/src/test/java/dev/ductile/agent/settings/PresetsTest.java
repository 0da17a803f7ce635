package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.GeneratedPart;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset of every agent: complete, sourced, and the same after {@code config.yaml}. */
class PresetsTest {
  /** Keys that may be without a value: the game's own defaults hold. */
  private static final List<String> OPTIONAL = List.of("env.mode", "env.difficulty");

  static Stream<List<String>> presets() {
    return AgentPresets.all().entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(preset -> List.of(e.getKey(), preset)));
  }

  private static Settings<RunConfig> settings(List<String> preset) {
    return AgentPresets.load(preset.get(0), preset.get(1)).put("env.game", "volley", "test");
  }

  @ParameterizedTest
  @MethodSource("presets")
  void survivesConfigYaml(List<String> preset) {
    Settings<RunConfig> settings = settings(preset);
    RunConfig config = settings.toConfig();
    Settings<RunConfig> again = Settings.ofRun();
    ConfigYaml.readInto(again, ConfigYaml.write(settings), "config.yaml");
    assertThat(again.toConfig()).isEqualTo(config);
    Settings<RunConfig> withSources = Settings.ofRun();
    ConfigYaml.readRun(withSources, ConfigYaml.write(settings), "config.yaml");
    assertThat(withSources.all()).isEqualTo(settings.all());
    assertThat(config.agent()).isEqualTo(preset.get(0));
    assertThat(config.preset()).isEqualTo(preset.get(1));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyValueHasASource(List<String> preset) {
    Map<String, Setting> all = settings(preset).all();
    assertThat(all.keySet()).containsExactlyElementsOf(ConfigKeys.all().keySet());
    all.forEach(
        (key, setting) -> {
          assertThat(setting).as(key).isNotNull();
          assertThat(setting.source()).as(key).isNotBlank().doesNotEndWith(": ");
          if (!OPTIONAL.contains(key)) {
            assertThat(setting.value()).as(key).isNotNull();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyLineOfConfigYamlEndsWithItsSource(List<String> preset) {
    Settings<RunConfig> settings = settings(preset);
    String yaml = ConfigYaml.write(settings);
    settings
        .all()
        .forEach((key, setting) -> assertThat(yaml).as(key).contains(" # " + setting.source()));
  }

  /** The values that tell the published configurations apart, from the references' own files. */
  @Test
  void presetsHaveTheReferencesValues() {
    RunConfig nature = settings(List.of("dqn", "nature")).toConfig();
    assertThat(nature.env().noOpsMax()).isEqualTo(30);
    assertThat(nature.env().stickyActionProbability()).isZero();
    assertThat(nature.optimizer().epsilon()).isEqualTo(0.01 / (32 * 32));
    assertThat(nature.learning().targetUpdatePeriodUpdates() * 4 * 4).isEqualTo(40_000);
    assertThat(nature.exploration().epsilonEnd()).isEqualTo(0.1);
    RunConfig dopamine = settings(List.of("dqn", "dopamine")).toConfig();
    assertThat(dopamine.env().stickyActionProbability()).isEqualTo(0.25);
    assertThat(dopamine.env().noOpsMax()).isZero();
    assertThat(dopamine.replay().minimumTransitions()).isEqualTo(20_000);
    RunConfig cleanrl = settings(List.of("dqn", "cleanrl")).toConfig();
    assertThat(cleanrl.exploration().decayAfterMinimum()).isFalse();
    assertThat(cleanrl.optimizer().learningRate()).isEqualTo(1e-4);
    assertThat(cleanrl.optimizer().epsilon()).isEqualTo(1e-8);
  }

  @Test
  void theFirstPresetIsTheDefault() {
    Settings<RunConfig> settings = AgentPresets.load("dqn", null);
    assertThat(settings.get("preset").value()).isEqualTo("ductile");
    assertThat(settings.get("preset").source()).isEqualTo("default");
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> AgentPresets.load("sarsa", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sarsa")
        .hasMessageContaining("dqn");
    assertThatThrownBy(() -> AgentPresets.load("dqn", "newest"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("newest", "nature", "dopamine", "cleanrl");
  }

  @Test
  void theIndexListsTheFolder() throws Exception {
    Path folder =
        GeneratedPart.repository()
            .resolve("agent/core/src/main/resources/dev/ductile/agent/settings/presets");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("index.yaml"),
                      presets().map(preset -> String.join("-", preset) + ".yaml"))
                  .toList());
    }
    assertThat(AgentPresets.all().keySet().stream().toList()).isSorted();
    AgentPresets.all().keySet().forEach(a -> assertThat(AgentPresets.about(a)).isNotBlank());
  }
}

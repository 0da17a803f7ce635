package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs of earlier versions. */
class FormerDefaultsTest {
  /**
   * A setting that is added without saying what was done before makes all older runs unreadable.
   */
  @Test
  void everySettingIsAsOldAsTheFirstRunsOrSaysWhatWasDoneBefore() throws IOException {
    Set<String> known = new HashSet<>(firstKeys());
    assertThat(known).doesNotContainAnyElementsOf(FormerDefaults.keys());
    known.addAll(FormerDefaults.keys());
    assertThat(known).containsExactlyInAnyOrderElementsOf(ConfigKeys.all().keySet());
  }

  @Test
  void anOldRunsSettingsAreFilledAndItsManifestLikewise() {
    Settings<RunConfig> run =
        AgentPresets.load("rainbow", "dopamine").put("env.game", "pong", "test");
    Settings<RunConfig> old = Settings.ofRun();
    Settings<RunConfig> whole = Settings.ofRun();
    run.all()
        .forEach(
            (key, setting) -> {
              if (!FormerDefaults.keys().contains(key)) {
                old.put(key, setting.value(), "test");
              }
              whole.put(key, setting.value(), "test");
            });
    FormerDefaults.fill(old);
    assertThat(old.get("learning.targetPeriodFromFirstStep").value()).isEqualTo(false);
    assertThat(old.get("run.schedule").source()).contains("older");
    Map<String, String> manifest = ConfigDifferences.flatten(old.toConfig());
    Map<String, String> then = new java.util.LinkedHashMap<>(manifest);
    then.keySet().removeAll(FormerDefaults.keys());
    assertThat(ConfigDifferences.between(FormerDefaults.fill(then), manifest)).isEmpty();
    FormerDefaults.fill(whole);
    assertThat(whole.toConfig()).as("nothing is overwritten").isEqualTo(run.toConfig());
  }

  private static List<String> firstKeys() throws IOException {
    try (InputStream in = FormerDefaultsTest.class.getResourceAsStream("first-keys.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

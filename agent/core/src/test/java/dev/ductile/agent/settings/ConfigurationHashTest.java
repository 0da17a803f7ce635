package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationHashTest {
  private static final Map<String, String> VALUES =
      ConfigDifferences.flatten(
          AgentPresets.load("rainbow", null).put("env.game", "pong", "test").toConfig());

  private static String with(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(VALUES);
    changed.put(key, value);
    return ConfigurationHash.sha256(changed);
  }

  @Test
  void everyKeyChangesItButThoseWithoutInfluence() {
    String hash = ConfigurationHash.sha256(VALUES);
    assertThat(hash).matches("[0-9a-f]{64}");
    for (String key : ConfigKeys.all().keySet()) {
      String changed = with(key, "another");
      if (ConfigurationHash.WITHOUT_INFLUENCE.contains(key)) {
        assertThat(changed).as(key).isEqualTo(hash);
      } else {
        assertThat(changed).as(key).isNotEqualTo(hash);
      }
    }
  }

  @Test
  void whatHasNoInfluenceExists() {
    assertThat(ConfigKeys.all().keySet()).containsAll(ConfigurationHash.WITHOUT_INFLUENCE);
  }

  @Test
  void aKeyThatIsAddedChangesNoHashOfRunsThatDoAsBefore() {
    Map<String, String> before = new LinkedHashMap<>(VALUES);
    before.keySet().removeAll(FormerDefaults.keys());
    assertThat(ConfigurationHash.sha256(before))
        .isEqualTo(ConfigurationHash.sha256(FormerDefaults.fill(before)));
  }

  @Test
  void theOrderOfKeysDoesNotMatter() {
    Map<String, String> sorted = new java.util.TreeMap<>(VALUES);
    assertThat(ConfigurationHash.sha256(sorted)).isEqualTo(ConfigurationHash.sha256(VALUES));
  }
}

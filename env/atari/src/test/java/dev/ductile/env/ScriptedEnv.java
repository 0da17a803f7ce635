package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.env.config.EnvPresets;
import java.util.HashMap;
import java.util.Map;

/**
 * An environment over a scripted game, in which nothing is left to chance unless it is asked for.
 */
final class ScriptedEnv {
  private ScriptedEnv() {}

  static AtariEnv open(FakeGame game, String preset, Map<String, ?> overrides) {
    Map<String, Object> options = new HashMap<>();
    options.put("noOpsMin", 0);
    options.put("noOpsMax", 0);
    options.put("stickyActionProbability", 0.0);
    options.put("fireOnReset", "none");
    options.putAll(overrides);
    return AtariEnv.over(EnvPresets.config(preset, "fake", options), game, 7, 0);
  }

  /** The one grey level of the observation. */
  static int level(AtariEnv env) {
    byte first = env.result().observation()[0];
    for (byte b : env.result().observation()) {
      assertThat(b).isEqualTo(first);
    }
    return first & 0xff;
  }
}

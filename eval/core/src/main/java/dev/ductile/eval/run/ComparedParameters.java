package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.base.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hyper-parameters that a run is compared by: what it is, and what its configuration has
 * otherwise than its preset. All hundred and more would be columns of equal values.
 */
final class ComparedParameters {
  private static final List<String> ALWAYS =
      List.of("env.game", "agent", "preset", "interventions", "run.seed", "run.frames");

  private ComparedParameters() {}

  /** By key; numbers and booleans as such, all else as text. */
  static Map<String, Object> of(RunConfig config) {
    Map<String, String> values = ConfigDifferences.flatten(config);
    Map<String, String> preset = preset(config);
    Map<String, Object> compared = new LinkedHashMap<>();
    ALWAYS.forEach(key -> compared.put(key, typed(values.get(key))));
    values.forEach(
        (key, value) -> {
          if (!value.equals(preset.getOrDefault(key, value))) {
            compared.putIfAbsent(key, typed(value));
          }
        });
    return compared;
  }

  private static Map<String, String> preset(RunConfig config) {
    try {
      return ConfigDifferences.flatten(
          AgentPresets.load(config.agent(), config.preset())
              .put("env.game", config.env().game(), "the run")
              .toConfig());
    } catch (ConfigurationException e) {
      return Map.of(); // a preset of another version
    }
  }

  private static Object typed(String value) {
    if (value.equals("true") || value.equals("false")) {
      return Boolean.valueOf(value);
    }
    try {
      return value.matches("-?\\d{1,18}") ? (Number) Long.valueOf(value) : Double.valueOf(value);
    } catch (NumberFormatException e) {
      return value;
    }
  }
}

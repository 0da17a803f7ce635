package dev.ductile.eval.sweep.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that differs between trials.
 *
 * @param name its name in the sweep file
 * @param option the option of the command line that it sets, such as {@code --with}; for a key of
 *     the configuration {@code --set}
 * @param key the configuration's key, null unless the option is {@code --set}
 * @param values values by label, in the file's order; an empty value leaves the option out
 */
public record SweepAxis(String name, String option, String key, Map<String, String> values) {
  static final String SEED_OPTION = "--seed";
  static final String SET_OPTION = "--set";

  /** Keeps the order of the values. */
  public SweepAxis {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Labels in the file's order. */
  public List<String> labels() {
    return new ArrayList<>(values.keySet());
  }

  /** Whether its values are seeds, so that trials along it are repetitions. */
  public boolean isSeed() {
    return option.equals(SEED_OPTION);
  }

  /** Whether its values are games. */
  public boolean isGame() {
    return option.equals("--game") || "env.game".equals(key);
  }

  /** The command-line words for a label. */
  List<String> arguments(String label) {
    String value = values.get(label);
    if (value.isEmpty()) {
      return List.of();
    }
    return List.of(option, key == null ? value : key + "=" + value);
  }
}

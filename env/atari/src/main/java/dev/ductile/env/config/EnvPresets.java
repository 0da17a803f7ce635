package dev.ductile.env.config;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.files.Resources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environments of published systems, as values with their sources: {@code presets.txt}, one
 * option a line. Those that a preset does not fix (mode, difficulty) are null there: the emulator's
 * default.
 */
public final class EnvPresets {
  private static final Map<String, Map<String, Option>> PRESETS = read();

  private EnvPresets() {}

  /**
   * One value of a preset.
   *
   * @param value a number, an enum constant, or null for the emulator's default
   * @param source where the value is from
   */
  public record Option(Object value, String source) {}

  /**
   * Names of all presets.
   *
   * @return in the order of the documentation
   */
  public static List<String> names() {
    return List.copyOf(PRESETS.keySet());
  }

  /**
   * A preset's values, all options of {@link EnvConfig} but the game's name.
   *
   * @param name one of {@link #names}
   * @return component name to value and source, in the record's order, not modifiable
   * @throws ConfigurationException if there is no such preset
   */
  public static Map<String, Option> named(String name) {
    Map<String, Option> preset = PRESETS.get(name);
    if (preset == null) {
      throw new ConfigurationException(DidYouMean.unknown("environment preset", name, names()));
    }
    return preset;
  }

  /**
   * A preset for a game.
   *
   * @param name one of {@link #names}
   * @param game the emulator's name of the game
   * @return the configuration
   * @throws ConfigurationException if there is no such preset
   */
  public static EnvConfig config(String name, String game) {
    return config(name, game, Map.of());
  }

  /**
   * A preset for a game, with some options changed.
   *
   * @param name one of {@link #names}
   * @param game the emulator's name of the game
   * @param overrides component name to value, see {@link EnvOptions#toConfig}
   * @return the configuration
   * @throws ConfigurationException if there is no such preset or option, or a value is not possible
   */
  public static EnvConfig config(String name, String game, Map<String, ?> overrides) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("game", game);
    named(name).forEach((key, option) -> options.put(key, option.value()));
    options.putAll(overrides);
    return EnvOptions.toConfig(options);
  }

  private static Map<String, Map<String, Option>> read() {
    Map<String, Map<String, Option>> presets = new LinkedHashMap<>();
    Resources.text(EnvPresets.class, "presets.txt")
        .lines()
        .skip(1)
        .map(line -> line.split("\\|", -1))
        .forEach(
            c ->
                presets
                    .computeIfAbsent(c[0], preset -> new LinkedHashMap<>())
                    .put(c[1], new Option(EnvOptions.parse(c[1], c[2]), c[3])));
    presets.replaceAll((preset, options) -> Collections.unmodifiableMap(options));
    return Collections.unmodifiableMap(presets);
  }
}

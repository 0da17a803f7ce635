package dev.ductile.env.config;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.StackStart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environments of published systems, as values with their sources. Components that a preset
 * does not fix (mode, difficulty) are null: the emulator's default.
 */
public final class EnvPresets {
  private static final String DOPAMINE = "google/dopamine 5873f54, ";
  private static final String DQN_ZOO = "google-deepmind/dqn_zoo 45061f4, ";
  private static final String GYMNASIUM = "gymnasium 1.3.0, AtariPreprocessing";
  private static final String ALE_PY = "ale-py 0.12.1, registration of ALE/*-v5";
  private static final String CLEANRL = "vwxyzjn/cleanrl fe8d8a0, dqn_atari.py";
  private static final String WRAPPERS =
      "Stable-Baselines3 atari_wrappers, used by cleanrl fe8d8a0";
  private static final String UNUSED = "no influence under this preset";

  private static final Map<String, Map<String, Option>> PRESETS = presets();

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

  private static Map<String, Map<String, Option>> presets() {
    Map<String, Map<String, Option>> all = new LinkedHashMap<>();
    all.put("dopamine", dopamine());
    all.put("dqn-zoo", dqnZoo());
    all.put("gymnasium", gymnasium());
    all.put("cleanrl", cleanrl());
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, Option> dopamine() {
    String library = DOPAMINE + "discrete_domains/atari_lib.py";
    String runner = DOPAMINE + "discrete_domains/run_experiment.py";
    return new Builder()
        .put("actionSet", ActionSet.MINIMAL, library)
        .emulatorDefaults(library)
        .put("frameSkip", 4, library)
        .put("stickyActionProbability", 0.25, library + ", NoFrameskip-v0")
        .put("noOpsMin", 0, library)
        .put("noOpsMax", 0, library)
        .put("fireOnReset", FireOnReset.NONE, library)
        .put("lifeLoss", LifeLoss.IGNORED, library)
        .put("lifeLossFromFrame", 0, UNUSED)
        .put("maxFramesPerEpisode", 108_000, runner + ", 27,000 agent steps")
        .put("rewardClipping", RewardClipping.CLIP_SUM, runner)
        .put("rewardBound", 1.0, runner)
        .put("screenSize", 84, library)
        .put("imageOrder", ImageOrder.GREY_MAX_AREA, library)
        .put("skipBuffers", SkipBuffers.DOPAMINE, library)
        .put("stackSize", 4, library)
        .put("stackStart", StackStart.LEADING_ZEROS, DOPAMINE + "agents/dqn/dqn_agent.py")
        .build();
  }

  private static Map<String, Option> dqnZoo() {
    String processors = DQN_ZOO + "processors.py";
    String environment = DQN_ZOO + "gym_atari.py";
    String flags = DQN_ZOO + "dqn/run_atari.py";
    return new Builder()
        .put("actionSet", ActionSet.MINIMAL, environment)
        .emulatorDefaults(environment)
        .put("frameSkip", 4, processors)
        .put("stickyActionProbability", 0.0, environment)
        .put("noOpsMin", 1, flags)
        .put("noOpsMax", 30, flags)
        .put("fireOnReset", FireOnReset.NONE, environment)
        .put("lifeLoss", LifeLoss.TERMINAL_SIGNAL, processors)
        .put("lifeLossFromFrame", 0, processors + ", which counts every fall")
        .put("maxFramesPerEpisode", 108_000, flags + " (there counted after the no-ops)")
        .put("rewardClipping", RewardClipping.CLIP_SUM, processors)
        .put("rewardBound", 1.0, processors)
        .put("screenSize", 84, processors)
        .put("imageOrder", ImageOrder.RGB_MAX_GREY_BILINEAR, processors)
        .put("skipBuffers", SkipBuffers.DQN_ZOO, processors)
        .put("stackSize", 4, processors)
        .put("stackStart", StackStart.TRAILING_ZEROS, processors)
        .build();
  }

  private static Map<String, Option> gymnasium() {
    return new Builder()
        .put("actionSet", ActionSet.MINIMAL, ALE_PY)
        .emulatorDefaults(ALE_PY)
        .put("frameSkip", 4, GYMNASIUM)
        .put("stickyActionProbability", 0.25, ALE_PY)
        .put("noOpsMin", 1, GYMNASIUM)
        .put("noOpsMax", 30, GYMNASIUM)
        .put("fireOnReset", FireOnReset.NONE, GYMNASIUM)
        .put("lifeLoss", LifeLoss.IGNORED, GYMNASIUM)
        .put("lifeLossFromFrame", 0, GYMNASIUM + ", which counts every fall where it counts any")
        .put("maxFramesPerEpisode", 108_000, ALE_PY)
        .put("rewardClipping", RewardClipping.NONE, GYMNASIUM)
        .put("rewardBound", 1.0, UNUSED)
        .put("screenSize", 84, GYMNASIUM)
        .put("imageOrder", ImageOrder.GREY_MAX_AREA, GYMNASIUM)
        .put("skipBuffers", SkipBuffers.GYMNASIUM, GYMNASIUM)
        .put("stackSize", 4, "gymnasium 1.3.0, FrameStackObservation as documented for Atari")
        .put("stackStart", StackStart.REPEAT_FIRST, "gymnasium 1.3.0, FrameStackObservation")
        .build();
  }

  private static Map<String, Option> cleanrl() {
    String id = CLEANRL + ", NoFrameskip-v4";
    return new Builder()
        .put("actionSet", ActionSet.MINIMAL, id)
        .emulatorDefaults(id)
        .put("frameSkip", 4, WRAPPERS)
        .put("stickyActionProbability", 0.0, id)
        .put("noOpsMin", 1, WRAPPERS)
        .put("noOpsMax", 30, WRAPPERS)
        .put("fireOnReset", FireOnReset.FIRE_THEN_SECOND, WRAPPERS)
        .put("lifeLoss", LifeLoss.EPISODE_CONTINUES, WRAPPERS)
        .put("lifeLossFromFrame", 0, WRAPPERS + ", which counts every fall")
        .put("maxFramesPerEpisode", 108_000, id)
        .put("rewardClipping", RewardClipping.SIGN, WRAPPERS)
        .put("rewardBound", 1.0, UNUSED)
        .put("screenSize", 84, CLEANRL)
        .put("imageOrder", ImageOrder.RGB_MAX_AREA_GREY, CLEANRL)
        .put("skipBuffers", SkipBuffers.STABLE_BASELINES, WRAPPERS)
        .put("stackSize", 4, CLEANRL)
        .put("stackStart", StackStart.REPEAT_FIRST, CLEANRL)
        .build();
  }

  private static final class Builder {
    private final Map<String, Option> options = new LinkedHashMap<>();

    Builder put(String key, Object value, String source) {
      options.put(key, new Option(value, source));
      return this;
    }

    Builder emulatorDefaults(String source) {
      return put("mode", null, source).put("difficulty", null, source);
    }

    Map<String, Option> build() {
      return Collections.unmodifiableMap(options);
    }
  }
}

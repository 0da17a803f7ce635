package dev.ductile.env.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.StackStart;
import dev.ductile.env.FrameStacks;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, presets and random streams. */
class EnvConfigTest {
  @Test
  void everyPresetGivesEveryOptionAndItsSource() {
    List<String> options =
        Arrays.stream(EnvConfig.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !name.equals("game"))
            .toList();
    assertThat(EnvPresets.names()).containsExactly("dopamine", "dqn-zoo", "gymnasium", "cleanrl");
    for (String name : EnvPresets.names()) {
      assertThat(EnvPresets.named(name).keySet()).containsExactlyElementsOf(options);
      EnvPresets.named(name).values().forEach(o -> assertThat(o.source()).isNotBlank());
      assertThat(EnvPresets.config(name, "pong").game()).isEqualTo("pong");
    }
  }

  /** Spot values, typed from the references' documents and not from the code above. */
  @Test
  void presetsDifferAsTheReferencesDo() {
    EnvConfig dopamine = EnvPresets.config("dopamine", "pong");
    assertThat(dopamine.stickyActionProbability()).isEqualTo(0.25);
    assertThat(dopamine.noOpsMax()).isZero();
    assertThat(dopamine.lifeLoss()).isEqualTo(LifeLoss.IGNORED);
    assertThat(dopamine.stackStart()).isEqualTo(StackStart.LEADING_ZEROS);
    EnvConfig zoo = EnvPresets.config("dqn-zoo", "pong");
    assertThat(zoo.stickyActionProbability()).isZero();
    assertThat(zoo.lifeLoss()).isEqualTo(LifeLoss.TERMINAL_SIGNAL);
    assertThat(zoo.imageOrder()).isEqualTo(ImageOrder.RGB_MAX_GREY_BILINEAR);
    assertThat(zoo.stackStart()).isEqualTo(StackStart.TRAILING_ZEROS);
    EnvConfig cleanrl = EnvPresets.config("cleanrl", "pong");
    assertThat(cleanrl.fireOnReset()).isEqualTo(FireOnReset.FIRE_THEN_SECOND);
    assertThat(cleanrl.lifeLoss()).isEqualTo(LifeLoss.EPISODE_CONTINUES);
    assertThat(cleanrl.rewardClipping()).isEqualTo(RewardClipping.SIGN);
    EnvConfig gymnasium = EnvPresets.config("gymnasium", "pong");
    assertThat(gymnasium.rewardClipping()).isEqualTo(RewardClipping.NONE);
    assertThat(gymnasium.noOpsMin()).isEqualTo(1);
    assertThat(gymnasium.noOpsMax()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({
    "frameSkip, 0",
    "frameSkip, -1",
    "stickyActionProbability, 1",
    "stickyActionProbability, NaN",
    "stickyActionProbability, -0.1",
    "noOpsMin, -1",
    "noOpsMin, 31",
    "maxFramesPerEpisode, -1",
    "maxFramesPerEpisode, 30",
    "rewardBound, 0",
    "rewardBound, Infinity",
    "screenSize, 23",
    "screenSize, 161",
    "stackSize, 0",
    "mode, -1",
    "difficulty, -1",
  })
  void impossibleNumbersAreRefusedByName(String key, double value) {
    EnvConfig good = EnvPresets.config("gymnasium", "pong");
    assertThatThrownBy(() -> EnvOptions.with(good, key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"frameSkip", "lifeLoss", "game", "imageOrder"})
  void valuesOfAnotherTypeAreRefusedByName(String key) {
    EnvConfig good = EnvPresets.config("gymnasium", "pong");
    assertThatThrownBy(() -> EnvOptions.with(good, key, List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key);
    assertThatThrownBy(() -> EnvOptions.with(good, key, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key);
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> EnvPresets.named("dopamin"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dopamin");
    assertThatThrownBy(() -> EnvPresets.config("dopamine", "pong", Map.of("frameskip", 4)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("frameskip");
    assertThatThrownBy(() -> EnvPresets.config("dopamine", "pong", Map.of("lifeLoss", "never")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("TERMINAL_SIGNAL");
    assertThatThrownBy(
            () ->
                EnvPresets.config(
                    "dopamine",
                    "pong",
                    Map.of("skipBuffers", "gymnasium", "imageOrder", "rgb_max_grey_area")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("skipBuffers");
  }

  @Test
  void configurationsSurviveJson() throws IOException {
    ObjectMapper json = new ObjectMapper();
    EnvConfig config = EnvPresets.config("cleanrl", "pong", Map.of("mode", 1));
    assertThat(json.readValue(json.writeValueAsString(config), EnvConfig.class)).isEqualTo(config);
    assertThat(EnvOptions.toConfig(EnvOptions.toMap(config))).isEqualTo(config);
  }

  /**
   * Value computed in Python: sha256(struct.pack('>q', 42) + b'sticky' + b'\\0' + pack('>i', 3)).
   */
  @Test
  void streamsAreDerivedAsDocumented() {
    RandomStreams streams = new RandomStreams(42);
    assertThat(streams.derivedSeed("sticky", 3)).isEqualTo(218_167_653);
    assertThat(draws(streams.stream("sticky", 3))).isEqualTo(draws(streams.stream("sticky", 3)));
    List<List<Long>> different =
        List.of(
            draws(streams.stream("sticky", 3)),
            draws(streams.stream("sticky", 4)),
            draws(streams.stream("no-op", 3)),
            draws(new RandomStreams(43).stream("sticky", 3)));
    assertThat(different).doesNotHaveDuplicates();
  }

  private static List<Long> draws(UniformRandomProvider random) {
    return List.of(random.nextLong(), random.nextLong(), random.nextLong());
  }

  @Test
  void stacksStartAsConfigured() {
    StackStart[] starts = {
      StackStart.LEADING_ZEROS, StackStart.TRAILING_ZEROS, StackStart.REPEAT_FIRST
    };
    FrameStacks stacks = new FrameStacks(4, 1, starts);
    for (int slot = 0; slot < 3; slot++) {
      stacks.start(slot, new byte[] {9});
      stacks.start(slot, new byte[] {1});
    }
    assertStacks(stacks, "000110001111");
    for (byte frame = 2; frame <= 3; frame++) {
      for (int slot = 0; slot < 3; slot++) {
        stacks.push(slot, new byte[] {frame});
      }
    }
    assertStacks(stacks, "012312301123");
    for (byte frame = 4; frame <= 5; frame++) {
      for (int slot = 0; slot < 3; slot++) {
        stacks.push(slot, new byte[] {frame});
      }
    }
    assertStacks(stacks, "234523452345");
  }

  private static void assertStacks(FrameStacks stacks, String expected) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < stacks.buffer().capacity(); i++) {
      seen.append(stacks.buffer().get(i));
    }
    assertThat(seen.toString()).isEqualTo(expected);
  }
}

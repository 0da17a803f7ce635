package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.RandomStreams;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.config.LifeLoss;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.RomStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cached pipeline against {@link NaivePipeline} in random play, for every preset: the built-in
 * game always, and those of a list of real games that are installed, among them screens of other
 * heights and a PAL palette.
 */
class NaiveTwinTest {
  private static final int STEPS = 60;

  @TestFactory
  Stream<DynamicTest> fastPipelineEqualsNaivePipeline() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String game :
        TestGames.available("breakout", "seaquest", "air_raid", "carnival", "yars_revenge")) {
      for (String preset : EnvPresets.names()) {
        for (LifeLoss lifeLoss : LifeLoss.values()) {
          boolean own = lifeLoss == EnvPresets.config(preset, game).lifeLoss();
          boolean twin = (lifeLoss == LifeLoss.EPISODE_CONTINUES) == preset.equals("cleanrl");
          if (own || (twin && (game.equals("volley") || game.equals("breakout")))) {
            tests.add(
                DynamicTest.dynamicTest(
                    game + " " + preset + " " + lifeLoss,
                    () -> compare(game, preset, Map.of("lifeLoss", lifeLoss))));
          }
        }
      }
      tests.add(
          DynamicTest.dynamicTest(
              game + " grey then area",
              () -> compare(game, "dopamine", Map.of("imageOrder", "rgb_max_grey_area"))));
    }
    return tests.stream();
  }

  private static void compare(String game, String preset, Map<String, Object> overrides) {
    Map<String, Object> options = new java.util.HashMap<>(overrides);
    options.put("stickyActionProbability", 0.0);
    options.put("noOpsMin", 0);
    options.put("noOpsMax", 0);
    EnvConfig config = EnvPresets.config(preset, game, options);
    int emulatorSeed = new RandomStreams(1).derivedSeed("emulator", 0);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (AtariEnv fast = AtariEnv.open(config, 1, 0);
        Emulator emulator =
            Emulator.open(
                RomStore.standard().require(game), EmulatorSettings.deterministic(emulatorSeed))) {
      NaivePipeline naive = new NaivePipeline(config, emulator);
      fast.reset();
      naive.reset(true);
      for (int step = 0; step < STEPS; step++) {
        String where = "%s, seed %d, step %d".formatted(config, seed, step);
        assertThat(fast.result().observation()).as(where).isEqualTo(naive.observation());
        int action = random.nextInt(fast.actions().size());
        fast.step(action);
        naive.step(action);
        assertThat(fast.result().rawReward()).as(where).isEqualTo(naive.rawReward);
        assertThat(fast.result().terminated()).as(where).isEqualTo(naive.terminated);
        assertThat(fast.result().episodeEnded()).as(where).isEqualTo(naive.ended);
        if (fast.result().episodeEnded()) {
          assertThat(fast.result().observation()).as(where).isEqualTo(naive.observation());
          fast.reset();
          naive.reset(false);
        }
      }
    }
  }
}

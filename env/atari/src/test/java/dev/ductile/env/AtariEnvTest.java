package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.emulator.Action;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Meanings of the options, on a scripted game. */
class AtariEnvTest {
  private final FakeGame game = new FakeGame();

  private AtariEnv env(String preset, Map<String, ?> overrides) {
    return ScriptedEnv.open(game, preset, overrides);
  }

  @Test
  void noOpsAreDrawnUniformlyAndCountAsFrames() {
    AtariEnv env = env("gymnasium", Map.of("noOpsMin", 1, "noOpsMax", 30));
    int[] seen = new int[31];
    for (int i = 0; i < 3000; i++) {
      game.executed.clear();
      env.resetGame();
      assertThat(game.executed).isEqualTo(Collections.nCopies(env.result().gameFrames(), 0));
      seen[env.result().gameFrames()]++;
    }
    assertThat(seen[0]).isZero();
    for (int n = 1; n <= 30; n++) {
      assertThat(seen[n]).as("%d no-ops", n).isBetween(50, 160); // Mean 100, deviation 10.
    }
  }

  @Test
  void fireAndTheSecondActionArePlayedForAWholeSkip() {
    AtariEnv env = env("cleanrl", Map.of("fireOnReset", "fire-then-second"));
    env.reset();
    assertThat(game.executed).isEqualTo(List.of(1, 1, 1, 1, 3, 3, 3, 3));
    assertThat(ScriptedEnv.level(env)).isEqualTo(FakeGame.colour(8));
    assertThat(env.result().rawReward()).isZero();
  }

  @Test
  void gamesWithoutFireAreNotPressed() {
    game.minimal =
        List.of(
            dev.ductile.env.emulator.Action.NOOP,
            dev.ductile.env.emulator.Action.UP,
            dev.ductile.env.emulator.Action.DOWN);
    AtariEnv env = env("cleanrl", Map.of("fireOnReset", "fire-then-second"));
    env.reset();
    assertThat(game.executed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"dopamine, 1", "dqn-zoo, 1", "gymnasium, 7", "cleanrl, 1"})
  void rewardsAreSummedThenClipped(String preset, double expected) {
    game.rewardOfFrame = new int[] {0, 5, -1, 0, 3};
    AtariEnv env = env(preset, Map.of());
    env.reset();
    env.step(0);
    assertThat(env.result().reward()).isEqualTo(expected);
    assertThat(env.result().rawReward()).isEqualTo(7);
    assertThat(env.result().gameReturn()).isEqualTo(7);
  }

  @Test
  void aSkipOfOneFrameIsNotPooled() {
    for (String preset : EnvPresets.names()) {
      AtariEnv env = env(preset, Map.of("frameSkip", 1));
      env.reset();
      env.step(0);
      env.step(0);
      assertThat(ScriptedEnv.level(env)).as(preset).isEqualTo(FakeGame.colour(2));
    }
  }

  @Test
  void stickyFramesRepeatTheExecutedActionAtTheGivenRate() {
    AtariEnv env =
        env("dopamine", Map.of("stickyActionProbability", 0.25, "maxFramesPerEpisode", 0));
    env.reset();
    int repeated = 0;
    int previous = 0;
    int frames = 40_000;
    for (int step = 0; step < frames / 4; step++) {
      game.executed.clear();
      int wanted = step % 2 == 0 ? 3 : 2;
      env.step(wanted);
      int code = wanted == 3 ? 4 : 3;
      for (int executed : game.executed) {
        assertThat(executed).isIn(code, previous);
        previous = executed;
      }
      repeated += game.executed.get(0) == code ? 0 : 1;
    }
    // 10,000 draws: deviation 43.
    assertThat(repeated).isBetween(2500 - 220, 2500 + 220);
  }

  @Test
  void aResetForgetsTheStickyAction() {
    AtariEnv env = env("dopamine", Map.of("stickyActionProbability", 0.99));
    env.reset();
    for (int i = 0; i < 300; i++) {
      env.step(1);
    }
    assertThat(game.executed).contains(1);
    game.executed.clear();
    env.resetGame();
    env.step(1);
    assertThat(game.executed.get(0)).as("with probability .99 the reset's NOOP").isZero();
  }

  @Test
  void savedProcessorsContinueAlike() throws IOException {
    Map<String, Object> options = Map.of("stickyActionProbability", 0.5, "noOpsMax", 30);
    AtariEnv one = env("dopamine", options);
    one.reset();
    one.step(1);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    one.save(new DataOutputStream(saved));
    int frame = game.frame;
    final List<Integer> before = playOn(one);
    AtariEnv two = env("dopamine", options);
    two.reset();
    two.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    game.frame = frame;
    assertThat(playOn(two)).isEqualTo(before);
    assertThat(two.result().observation()).isEqualTo(one.result().observation());
  }

  private List<Integer> playOn(AtariEnv env) {
    game.executed.clear();
    for (int i = 0; i < 20; i++) {
      env.step(i % 4);
    }
    env.resetGame();
    env.step(2);
    return List.copyOf(game.executed);
  }

  @Test
  void wrongActionsAreRefused() {
    AtariEnv env = env("dopamine", Map.of());
    env.reset();
    assertThatThrownBy(() -> env.step(4))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("4");
    assertThatThrownBy(() -> env.step(-1)).isInstanceOf(ConfigurationException.class);
    assertThat(env("dopamine", Map.of("actionSet", "full")).actions()).hasSize(18);
  }

  /** Of the modes that ALE offers for it, only one can be played. */
  @Test
  void aModeThatIsOverAtOnceIsRefusedAndPlayableOnesAreNamed() {
    TestGames.assumeInstalled("demon_attack");
    for (int mode : new int[] {3, 5, 7}) {
      EnvConfig over = EnvPresets.config("dopamine", "demon_attack", Map.of("mode", mode));
      assertThatThrownBy(() -> AtariEnv.open(over, 1, 0))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "demon_attack is over as soon as it begins with mode "
                  + mode
                  + ": nothing can be played; it can with mode 1");
    }
    EnvConfig playable = EnvPresets.config("dopamine", "demon_attack", Map.of("mode", 1));
    AtariEnv.open(playable, 1, 0).close();
  }

  /** Skiing and lost_luggage know nine; index must mean code there too, and FIRE nothing. */
  @Test
  void theFullSetIsThe18CodesInEveryGame() {
    TestGames.assumeInstalled("skiing");
    for (String game : TestGames.available("skiing", "lost_luggage", "breakout")) {
      EnvConfig config = EnvPresets.config("dopamine", game, Map.of("actionSet", "full"));
      try (AtariEnv env = AtariEnv.open(config, 1, 0)) {
        assertThat(env.actions()).as(game).containsExactly(Action.values());
      }
    }
    EnvConfig config =
        EnvPresets.config(
            "dopamine", "skiing", Map.of("actionSet", "full", "stickyActionProbability", 0.0));
    try (AtariEnv fire = AtariEnv.open(config, 1, 0);
        AtariEnv none = AtariEnv.open(config, 1, 0)) {
      fire.reset();
      none.reset();
      for (int step = 0; step < 100; step++) {
        fire.step(step % 3 == 0 ? 1 : 10 + step % 8);
        none.step(0);
        assertThat(fire.result().observation())
            .as("step %d", step)
            .isEqualTo(none.result().observation());
      }
    }
  }
}

package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.config.LifeLoss;
import dev.ductile.env.emulator.Action;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Meanings of the options, on a scripted game. */
class AtariEnvTest {
  private final FakeGame game = new FakeGame();

  private AtariEnv env(String preset, Map<String, ?> overrides) {
    Map<String, Object> options = new java.util.HashMap<>();
    options.put("noOpsMin", 0);
    options.put("noOpsMax", 0);
    options.put("stickyActionProbability", 0.0);
    options.put("fireOnReset", "none");
    options.putAll(overrides);
    return AtariEnv.over(EnvPresets.config(preset, "fake", options), game, 7, 0);
  }

  private static int level(AtariEnv env) {
    byte first = env.result().observation()[0];
    for (byte b : env.result().observation()) {
      assertThat(b).isEqualTo(first);
    }
    return first & 0xff;
  }

  /** A screen of the fake game is (frames + 1) · 2; the newer of two screens is the brighter. */
  @ParameterizedTest
  @CsvSource({"dopamine, 18", "gymnasium, 16", "dqn-zoo, 18"})
  void theFrameLimitStandsOutsideDopaminesSkip(String preset, int level) {
    Map<String, Object> limit =
        Map.of("maxFramesPerEpisode", 8, "imageOrder", "GREY_MAX_AREA", "lifeLoss", "ignored");
    AtariEnv env = env(preset, limit);
    env.reset();
    env.step(0);
    env.step(0);
    assertThat(env.result().truncated()).isTrue();
    assertThat(level(env)).isEqualTo(level);
  }

  @Test
  void ignoredLifeLossChangesNothing() {
    game.livesOfFrame = new int[] {3, 3, 2};
    AtariEnv env = env("dopamine", Map.of("lifeLoss", "ignored"));
    env.reset();
    env.step(0);
    assertThat(env.result().terminated()).isFalse();
    assertThat(env.result().episodeEnded()).isFalse();
    assertThat(env.result().lives()).isEqualTo(2);
  }

  @Test
  void terminalSignalLeavesEpisodeAndSkipAlone() {
    game.livesOfFrame = new int[] {3, 3, 2};
    AtariEnv env = env("dqn-zoo", Map.of("lifeLoss", "terminal-signal"));
    env.reset();
    env.step(0);
    assertThat(env.result().terminated()).isTrue();
    assertThat(env.result().episodeEnded()).isFalse();
    assertThat(game.frame).as("the whole skip is played").isEqualTo(4);
    env.step(0);
    assertThat(env.result().terminated()).as("signalled once").isFalse();
    assertThat(game.resets).isEqualTo(1);
  }

  @Test
  void aGainedLifeIsNoLoss() {
    game.livesOfFrame = new int[] {3, 4, 4, 4, 4, 3};
    AtariEnv env = env("dqn-zoo", Map.of());
    env.reset();
    env.step(0);
    assertThat(env.result().terminated()).isFalse();
    env.step(0);
    assertThat(env.result().terminated()).isTrue();
  }

  @Test
  void lostLifeContinuesTheGameWithOneNoOpStep() {
    game.livesOfFrame = new int[] {3, 3, 2};
    game.rewardOfFrame = new int[] {0, 1, 0, 0, 0, 10};
    AtariEnv env = env("cleanrl", Map.of());
    env.reset();
    env.step(3);
    assertThat(env.result().terminated()).isTrue();
    assertThat(env.result().episodeEnded()).isTrue();
    assertThat(env.result().gameEnded()).isFalse();
    env.reset();
    assertThat(game.resets).isEqualTo(1);
    assertThat(game.executed).isEqualTo(List.of(4, 4, 4, 4, 0, 0, 0, 0));
    assertThat(env.result().terminated()).isFalse();
    assertThat(env.result().rawReward())
        .as("the reward of the no-op step is not the agent's")
        .isZero();
    assertThat(env.result().gameReturn()).as("but counts for the game").isEqualTo(11);
  }

  @Test
  void zeroLivesDoNotEndALifeEpisode() {
    game.livesOfFrame = new int[] {1, 1, 0};
    game.overAtFrame = 6;
    AtariEnv env = env("cleanrl", Map.of());
    env.reset();
    env.step(0);
    assertThat(env.result().episodeEnded()).isFalse();
    env.step(0);
    assertThat(env.result().gameEnded()).isTrue();
    env.reset();
    assertThat(game.resets).isEqualTo(2);
  }

  @Test
  void aGameThatEndsInTheNoOpStepIsReset() {
    game.livesOfFrame = new int[] {3, 3, 2};
    game.overAtFrame = 6;
    AtariEnv env = env("cleanrl", Map.of());
    env.reset();
    env.step(0);
    env.reset();
    assertThat(game.resets).isEqualTo(2);
    assertThat(env.result().gameFrames()).isZero();
    assertThat(env.result().episodeEnded()).isFalse();
  }

  @Test
  void fullResetCutsTheSkipAndStartsANewGame() {
    game.livesOfFrame = new int[] {3, 3, 2};
    AtariEnv env = env("gymnasium", Map.of("lifeLoss", "full-reset"));
    env.reset();
    env.step(0);
    assertThat(game.frame).isEqualTo(2);
    assertThat(env.result().terminated()).isTrue();
    assertThat(env.result().gameEnded()).isTrue();
    env.reset();
    assertThat(game.resets).isEqualTo(2);
  }

  /** The counter falls at frame 6, in the middle of a skip, and at frame 11. */
  @ParameterizedTest
  @EnumSource(
      value = LifeLoss.class,
      names = {"TERMINAL_SIGNAL", "EPISODE_CONTINUES", "FULL_RESET"})
  void aFallBeforeTheGivenFrameIsNoLoss(LifeLoss lifeLoss) {
    for (int fromFrame : new int[] {0, 6, 7, 11, 12}) {
      game.livesOfFrame = new int[] {4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2};
      AtariEnv env = env("dqn-zoo", Map.of("lifeLoss", lifeLoss, "lifeLossFromFrame", fromFrame));
      env.reset();
      env.step(0);
      assertThat(env.result().terminated()).isFalse();
      env.step(0);
      boolean lost = fromFrame <= 6;
      assertThat(env.result().terminated()).as("from frame %d", fromFrame).isEqualTo(lost);
      assertThat(env.result().episodeEnded())
          .isEqualTo(lost && lifeLoss != LifeLoss.TERMINAL_SIGNAL);
      if (!env.result().episodeEnded()) {
        env.step(0);
        assertThat(env.result().terminated())
            .as("from frame %d", fromFrame)
            .isEqualTo(fromFrame <= 11);
      }
    }
  }

  /** No-ops are frames of the game. */
  @Test
  void noOpsCountTowardsTheFrameFromWhichLivesCount() {
    game.livesOfFrame = new int[] {4, 4, 4, 4, 4, 4, 3};
    AtariEnv env =
        env(
            "dqn-zoo",
            Map.of("noOpsMin", 3, "noOpsMax", 3, "lifeLoss", "FULL_RESET", "lifeLossFromFrame", 7));
    env.reset();
    env.step(0);
    assertThat(env.result().gameFrames()).isEqualTo(7);
    assertThat(env.result().terminated()).isFalse();
  }

  /** Its counter goes from 4 to 3 at frame 62 of every game, whatever is played. */
  @Test
  void galaxiansEpisodesAreGamesOnceTheFirstFallIsNoLoss() {
    TestGames.assumeInstalled("galaxian");
    assertThat(longestGalaxianEpisode(0)).isLessThanOrEqualTo(16);
    assertThat(longestGalaxianEpisode(63)).isGreaterThan(100);
  }

  private static int longestGalaxianEpisode(int fromFrame) {
    EnvConfig config =
        EnvPresets.config(
            "gymnasium",
            "galaxian",
            Map.of("lifeLoss", LifeLoss.FULL_RESET, "lifeLossFromFrame", fromFrame));
    SplittableRandom random = new SplittableRandom(7);
    int longest = 0;
    try (AtariEnv env = AtariEnv.open(config, 1, 0)) {
      for (int episode = 0; episode < 3; episode++) {
        env.reset();
        int steps = 0;
        while (!env.result().episodeEnded() && steps < 1000) {
          env.step(random.nextInt(env.actions().size()));
          steps++;
        }
        longest = Math.max(longest, steps);
      }
    }
    return longest;
  }

  @Test
  void theFrameLimitTruncatesAndDoesNotTerminate() {
    AtariEnv env = env("dopamine", Map.of("maxFramesPerEpisode", 10));
    env.reset();
    env.step(0);
    env.step(0);
    assertThat(env.result().truncated()).isFalse();
    env.step(0);
    assertThat(env.result().truncated()).isTrue();
    assertThat(env.result().terminated()).isFalse();
    assertThat(env.result().episodeEnded()).isTrue();
    assertThat(env.result().gameFrames()).isEqualTo(10);
    assertThatThrownBy(() -> env.step(0)).isInstanceOf(IllegalStateException.class);
    env.reset();
    assertThat(env.result().truncated()).isFalse();
  }

  @Test
  void gameOverAtTheLimitIsBoth() {
    game.overAtFrame = 8;
    AtariEnv env = env("dopamine", Map.of("maxFramesPerEpisode", 8));
    env.reset();
    env.step(0);
    env.step(0);
    assertThat(env.result().terminated()).isTrue();
    assertThat(env.result().truncated()).isTrue();
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
    assertThat(level(env)).isEqualTo(FakeGame.colour(8));
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
  @CsvSource({
    // An end with frame 1, 2, 3 or 4 of the second step; frames 3 and 4 of the first step were
    // seen.
    "gymnasium, 5, 4", "gymnasium, 6, 4", "gymnasium, 7, 4", "gymnasium, 8, 7",
    "dopamine, 5, 4", "dopamine, 6, 4", "dopamine, 7, 4", "dopamine, 8, 7",
    "dqn-zoo, 5, -1", "dqn-zoo, 6, -1", "dqn-zoo, 7, 7", "dqn-zoo, 8, 8",
    "cleanrl, 5, 4", "cleanrl, 6, 4", "cleanrl, 7, 7", "cleanrl, 8, 8",
  })
  void anEndInsideASkipIsSeenAsInTheReference(String preset, int overAtFrame, int seenFrame) {
    game.overAtFrame = overAtFrame;
    AtariEnv env = env(preset, Map.of());
    env.reset();
    assertThat(level(env)).isEqualTo(FakeGame.colour(0));
    env.step(0);
    assertThat(level(env)).isEqualTo(FakeGame.colour(4));
    env.step(0);
    assertThat(env.result().gameEnded()).isTrue();
    assertThat(level(env)).isEqualTo(seenFrame < 0 ? 0 : FakeGame.colour(seenFrame));
    env.reset();
    assertThat(level(env)).isEqualTo(FakeGame.colour(0));
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
      assertThat(level(env)).as(preset).isEqualTo(FakeGame.colour(2));
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

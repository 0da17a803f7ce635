package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.config.LifeLoss;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lost lives, ends of games and limits: what ends an episode, and where, on a scripted game. */
class EpisodeEndTest {
  private final FakeGame game = new FakeGame();

  private AtariEnv env(String preset, Map<String, ?> overrides) {
    return ScriptedEnv.open(game, preset, overrides);
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
    assertThat(ScriptedEnv.level(env)).isEqualTo(level);
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
    assertThat(ScriptedEnv.level(env)).isEqualTo(FakeGame.colour(0));
    env.step(0);
    assertThat(ScriptedEnv.level(env)).isEqualTo(FakeGame.colour(4));
    env.step(0);
    assertThat(env.result().gameEnded()).isTrue();
    assertThat(ScriptedEnv.level(env)).isEqualTo(seenFrame < 0 ? 0 : FakeGame.colour(seenFrame));
    env.reset();
    assertThat(ScriptedEnv.level(env)).isEqualTo(FakeGame.colour(0));
  }
}

package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.env.config.FireOnReset;
import dev.ductile.env.config.LifeLoss;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Games that end in the environment's own steps after a lost life are reported like any other. */
class EndedInResetTest {
  private final FakeGame game = new FakeGame();

  private VectorEnv vector(Map<String, ?> overrides) {
    Map<String, Object> options = new HashMap<>();
    options.put("lifeLoss", LifeLoss.EPISODE_CONTINUES);
    options.putAll(overrides);
    VectorEnv env = new VectorEnv(new AtariEnv[] {ScriptedEnv.open(game, "cleanrl", options)}, 1);
    env.reset();
    return env;
  }

  private static void checkEnd(VectorEnv env, double gameReturn, int frames, boolean truncated) {
    assertThat(env.result().episodeEnded()[0]).isTrue();
    assertThat(env.result().gameEnded()[0]).isTrue();
    assertThat(env.result().episodeReturns()[0]).isEqualTo(gameReturn);
    assertThat(env.result().episodeFrames()[0]).isEqualTo(frames);
    assertThat(env.result().gameTruncated()[0]).isEqualTo(truncated);
  }

  @Test
  void aGameThatEndsInTheNoOpStepIsReported() {
    game.livesOfFrame = new int[] {3, 3, 2};
    game.rewardOfFrame = new int[] {0, 1, 0, 0, 0, 10};
    game.overAtFrame = 6;
    try (VectorEnv env = vector(Map.of())) {
      env.step(new int[1]);
      checkEnd(env, 11, 6, false);
      assertThat(env.result().rawRewards()[0]).as("the agent's step is as it was").isEqualTo(1);
      assertThat(env.result().terminated()[0]).isTrue();
      assertThat(game.resets).isEqualTo(2);
    }
  }

  @Test
  void aLimitReachedInTheNoOpStepCutsTheGameAndNotTheAgentsStep() {
    game.livesOfFrame = new int[] {3, 3, 2};
    game.rewardOfFrame = new int[] {0, 1, 0, 0, 0, 10};
    try (VectorEnv env = vector(Map.of("maxFramesPerEpisode", 7))) {
      env.step(new int[1]);
      checkEnd(env, 11, 7, true);
      assertThat(env.result().truncated()[0]).isFalse();
      assertThat(env.result().terminated()[0]).isTrue();
    }
  }

  /** Frames: 4 of FIRE, 4 of the agent, 4 of the no-op, 4 of FIRE again. */
  @Test
  void aGameThatEndsInTheFireStepAfterALostLifeIsReported() {
    game.livesOfFrame = new int[] {3, 3, 3, 3, 3, 2};
    game.rewardOfFrame = new int[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20};
    game.overAtFrame = 14;
    try (VectorEnv env = vector(Map.of("fireOnReset", FireOnReset.FIRE))) {
      env.step(new int[1]);
      checkEnd(env, 21, 14, false);
    }
  }

  @Test
  void aGameThatEndsBeforeTheAgentActsIsNone() {
    game.overAtFrame = 6;
    game.livesOfFrame = new int[] {3, 3, 2};
    try (VectorEnv env = vector(Map.of("fireOnReset", FireOnReset.FIRE, "noOpsMax", 3))) {
      assertThat(env.result().gameEnded()[0]).isFalse();
    }
  }

  @Test
  void aGameAbandonedByAFullResetEndsWithTheAgentsStep() {
    game.livesOfFrame = new int[] {3, 3, 2};
    game.rewardOfFrame = new int[] {0, 1, 2, 4};
    try (VectorEnv env = vector(Map.of("lifeLoss", LifeLoss.FULL_RESET))) {
      env.step(new int[1]);
      checkEnd(env, 3, 2, false);
      env.step(new int[1]);
      checkEnd(env, 3, 2, false);
    }
  }

  /** No game and no point of a random script is lost or told twice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyGameAndEveryPointIsReportedOnce(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int inResets = 0;
    for (int script = 0; script < 20; script++) {
      game.resets = 0;
      game.livesOfFrame = new int[40];
      game.rewardOfFrame = new int[40];
      int lives = 5;
      for (int frame = 0; frame < 40; frame++) {
        lives -= lives > 1 && random.nextInt(5) == 0 ? 1 : 0;
        game.livesOfFrame[frame] = lives;
        game.rewardOfFrame[frame] = frame == 0 ? 0 : random.nextInt(10);
      }
      game.overAtFrame = 1 + random.nextInt(40);
      int limit = random.nextBoolean() ? 0 : 1 + random.nextInt(40);
      int ends = 0;
      try (VectorEnv env = vector(Map.of("maxFramesPerEpisode", limit))) {
        for (int step = 0; step < 30; step++) {
          env.step(new int[1]);
          if (env.result().gameEnded()[0]) {
            ends++;
            int length = limit == 0 ? game.overAtFrame : Math.min(limit, game.overAtFrame);
            int points = 0;
            for (int frame = 1; frame <= length && frame < 40; frame++) {
              points += game.rewardOfFrame[frame];
            }
            String where = "seed " + seed + ", script " + script + ", step " + step;
            assertThat(env.result().episodeFrames()[0]).as(where).isEqualTo(length);
            assertThat(env.result().episodeReturns()[0]).as(where).isEqualTo(points);
            assertThat(env.result().gameTruncated()[0]).as(where).isEqualTo(length == limit);
            inResets += env.env(0).endedInReset().present() ? 1 : 0;
          }
          assertThat(ends).as("seed %d, script %d", seed, script).isEqualTo(game.resets - 1);
        }
      }
    }
    assertThat(inResets).isPositive();
  }
}

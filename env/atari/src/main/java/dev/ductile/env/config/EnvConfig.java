package dev.ductile.env.config;

import dev.ductile.base.Checks;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.StackStart;

/**
 * Every option of one environment. There are no hidden defaults: presets ({@link EnvPresets}) give
 * the values of published systems.
 *
 * @param game the emulator's name of the game, for example {@code breakout}
 * @param actionSet actions to choose from
 * @param mode game mode, or null for the emulator's default
 * @param difficulty difficulty switches, or null for the emulator's default
 * @param frameSkip emulator frames per agent step, at least 1
 * @param stickyActionProbability chance per emulator frame that the previously executed action is
 *     executed again, in [0, 1) (Machado et al. 2018, section 5.3)
 * @param noOpsMin fewest no-op frames after a reset
 * @param noOpsMax most no-op frames after a reset; drawn uniformly, both ends included
 * @param fireOnReset whether FIRE is pressed at an episode's start
 * @param lifeLoss meaning of a lost life
 * @param lifeLossFromFrame first emulator frame of a game, counted from its reset with no-ops
 *     included, in which a falling counter is a lost life; 0 for all. Some counters fall before
 *     anybody can play: galaxian's at frame 62
 * @param maxFramesPerEpisode emulator frames since the game's reset, no-ops included, after which
 *     the episode is truncated; 0 for no limit
 * @param rewardClipping how rewards reach the agent
 * @param rewardBound bound of {@link RewardClipping#CLIP_SUM}, positive
 * @param screenSize width and height of the observation in pixels, 24 to 160
 * @param imageOrder how two screens become one observation
 * @param skipBuffers which screens are pooled
 * @param stackSize observations in a stack, at least 1
 * @param stackStart how a stack begins
 */
public record EnvConfig(
    String game,
    ActionSet actionSet,
    Integer mode,
    Integer difficulty,
    int frameSkip,
    double stickyActionProbability,
    int noOpsMin,
    int noOpsMax,
    FireOnReset fireOnReset,
    LifeLoss lifeLoss,
    int lifeLossFromFrame,
    int maxFramesPerEpisode,
    RewardClipping rewardClipping,
    double rewardBound,
    int screenSize,
    ImageOrder imageOrder,
    SkipBuffers skipBuffers,
    int stackSize,
    StackStart stackStart) {
  /** Smallest observation; below it OpenCV may use another algorithm. */
  public static final int MIN_SCREEN_SIZE = 24;

  /** Largest observation: the width of the screen. */
  public static final int MAX_SCREEN_SIZE = 160;

  /**
   * Checks every value that can be checked without the game.
   *
   * @throws ConfigurationException naming the key and the value
   */
  public EnvConfig {
    if (game == null || game.isBlank()) {
      throw new ConfigurationException("game is missing: give the emulator's name of a game");
    }
    Checks.present("actionSet", actionSet);
    Checks.present("fireOnReset", fireOnReset);
    Checks.present("lifeLoss", lifeLoss);
    Checks.present("rewardClipping", rewardClipping);
    Checks.present("imageOrder", imageOrder);
    Checks.present("skipBuffers", skipBuffers);
    Checks.present("stackStart", stackStart);
    Checks.within("mode", mode == null ? 0 : mode, 0, 255);
    Checks.within("difficulty", difficulty == null ? 0 : difficulty, 0, 255);
    Checks.within("frameSkip", frameSkip, 1, 1000);
    Checks.within("noOpsMin", noOpsMin, 0, 100_000);
    Checks.within("noOpsMax", noOpsMax, 0, 100_000);
    Checks.within("lifeLossFromFrame", lifeLossFromFrame, 0, Integer.MAX_VALUE);
    Checks.within("maxFramesPerEpisode", maxFramesPerEpisode, 0, Integer.MAX_VALUE);
    Checks.within("screenSize", screenSize, MIN_SCREEN_SIZE, MAX_SCREEN_SIZE);
    Checks.within("stackSize", stackSize, 1, 64);
    if (!(stickyActionProbability >= 0 && stickyActionProbability < 1)) {
      throw Checks.bad(
          "stickyActionProbability", stickyActionProbability, "use 0 or more, below 1");
    }
    if (noOpsMin > noOpsMax) {
      throw Checks.bad("noOpsMin", noOpsMin, "use at most noOpsMax, which is " + noOpsMax);
    }
    if (maxFramesPerEpisode > 0 && maxFramesPerEpisode <= noOpsMax) {
      throw Checks.bad("maxFramesPerEpisode", maxFramesPerEpisode, "use more than noOpsMax, or 0");
    }
    if (skipBuffers == SkipBuffers.GYMNASIUM && imageOrder != ImageOrder.GREY_MAX_AREA) {
      throw Checks.bad(
          "skipBuffers", skipBuffers, "it is defined for imageOrder GREY_MAX_AREA only");
    }
    Checks.positive("rewardBound", rewardBound);
  }

  /**
   * The same options for another game.
   *
   * @param game the emulator's name of the game
   * @param mode game mode, or null for the emulator's default
   * @param difficulty difficulty switches, or null for the emulator's default
   * @return the new configuration
   */
  public EnvConfig forGame(String game, Integer mode, Integer difficulty) {
    return new EnvConfig(
        game,
        actionSet,
        mode,
        difficulty,
        frameSkip,
        stickyActionProbability,
        noOpsMin,
        noOpsMax,
        fireOnReset,
        lifeLoss,
        lifeLossFromFrame,
        maxFramesPerEpisode,
        rewardClipping,
        rewardBound,
        screenSize,
        imageOrder,
        skipBuffers,
        stackSize,
        stackStart);
  }

  /**
   * Bytes of one observation.
   *
   * @return {@code screenSize²}
   */
  public int frameBytes() {
    return screenSize * screenSize;
  }
}

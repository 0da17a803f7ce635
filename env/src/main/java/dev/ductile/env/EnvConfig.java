package dev.ductile.env;

import java.util.Locale;

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
    present("actionSet", actionSet);
    present("fireOnReset", fireOnReset);
    present("lifeLoss", lifeLoss);
    present("rewardClipping", rewardClipping);
    present("imageOrder", imageOrder);
    present("skipBuffers", skipBuffers);
    present("stackStart", stackStart);
    inRange("mode", mode == null ? 0 : mode, 0, 255);
    inRange("difficulty", difficulty == null ? 0 : difficulty, 0, 255);
    inRange("frameSkip", frameSkip, 1, 1000);
    inRange("noOpsMin", noOpsMin, 0, 100_000);
    inRange("noOpsMax", noOpsMax, 0, 100_000);
    inRange("lifeLossFromFrame", lifeLossFromFrame, 0, Integer.MAX_VALUE);
    inRange("maxFramesPerEpisode", maxFramesPerEpisode, 0, Integer.MAX_VALUE);
    inRange("screenSize", screenSize, MIN_SCREEN_SIZE, MAX_SCREEN_SIZE);
    inRange("stackSize", stackSize, 1, 64);
    if (!(stickyActionProbability >= 0 && stickyActionProbability < 1)) {
      throw bad("stickyActionProbability", stickyActionProbability, "use 0 or more, below 1");
    }
    if (noOpsMin > noOpsMax) {
      throw bad("noOpsMin", noOpsMin, "use at most noOpsMax, which is " + noOpsMax);
    }
    if (maxFramesPerEpisode > 0 && maxFramesPerEpisode <= noOpsMax) {
      throw bad("maxFramesPerEpisode", maxFramesPerEpisode, "use more than noOpsMax, or 0");
    }
    if (skipBuffers == SkipBuffers.GYMNASIUM && imageOrder != ImageOrder.GREY_MAX_AREA) {
      throw bad("skipBuffers", skipBuffers, "it is defined for imageOrder GREY_MAX_AREA only");
    }
    if (!(rewardBound > 0) || Double.isInfinite(rewardBound)) {
      throw bad("rewardBound", rewardBound, "use a positive number");
    }
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

  private static void present(String key, Object value) {
    if (value == null) {
      throw new ConfigurationException(key + " is missing");
    }
  }

  private static void inRange(String key, int value, int from, int to) {
    if (value < from || value > to) {
      throw bad(key, value, String.format(Locale.ROOT, "use %d to %d", from, to));
    }
  }

  private static ConfigurationException bad(String key, Object value, String advice) {
    return new ConfigurationException(key + " = " + value + " is not possible: " + advice);
  }
}

package dev.ductile.env;

import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.LifeLoss;
import dev.ductile.env.processor.FrameSource;
import dev.ductile.env.processor.LifeTracker;
import dev.ductile.env.processor.ObservationImage;

/**
 * What the newest step or reset of an {@link AtariEnv} gave. An environment has one of these, which
 * every step overwrites.
 */
public final class EnvResult {
  private final EnvConfig config;
  private final FrameSource source;
  private final GamePlayer player;
  private final LifeTracker lifeTracker;
  private final ObservationImage image;
  double rawReward;
  boolean gameRunning;
  boolean episodeRunning;

  EnvResult(
      EnvConfig config,
      FrameSource source,
      GamePlayer player,
      LifeTracker lifeTracker,
      ObservationImage image) {
    this.config = config;
    this.source = source;
    this.player = player;
    this.lifeTracker = lifeTracker;
    this.image = image;
  }

  /**
   * The newest observation.
   *
   * @return screenSize × screenSize grey levels, row by row; the environment's own array,
   *     overwritten by the next step
   */
  public byte[] observation() {
    return image.image();
  }

  /**
   * The reward of the newest step for the agent.
   *
   * @return clipped as configured
   */
  public double reward() {
    return config.rewardClipping().apply(rawReward, config.rewardBound());
  }

  /**
   * The reward of the newest step as the game gave it.
   *
   * @return the sum over its frames
   */
  public double rawReward() {
    return rawReward;
  }

  /**
   * Whether the newest step must not be bootstrapped through: the game is over, or a life was lost
   * and {@link LifeLoss} counts that.
   *
   * @return false after a reset
   */
  public boolean terminated() {
    return player.over() || lifeTracker.terminated();
  }

  /**
   * Whether the frame limit cut the episode off.
   *
   * @return may be true together with {@link #terminated}
   */
  public boolean truncated() {
    return player.truncated();
  }

  /**
   * Whether the next call must be {@link AtariEnv#reset}.
   *
   * @return true before the first reset, too
   */
  public boolean episodeEnded() {
    return !episodeRunning;
  }

  /**
   * Whether the newest step ended the game, so that {@link #gameReturn} is final. False where an
   * episode ends but the game goes on.
   *
   * @return true as well if the next reset abandons the game after a lost life
   */
  public boolean gameEnded() {
    return !episodeRunning && !(gameRunning && lifeTracker.gameContinues());
  }

  /**
   * Whether the game itself is over.
   *
   * @return the emulator's flag
   */
  public boolean gameOver() {
    return player.over();
  }

  /**
   * Lives left.
   *
   * @return 0 in games without lives
   */
  public int lives() {
    return source.lives();
  }

  /**
   * Unclipped return of the running game since its reset, life losses and the environment's own
   * steps included.
   *
   * @return final once {@link #gameEnded}
   */
  public double gameReturn() {
    return player.gameReturn();
  }

  /**
   * Emulator frames of the running game since its reset, no-ops included.
   *
   * @return frames
   */
  public int gameFrames() {
    return player.frames();
  }
}

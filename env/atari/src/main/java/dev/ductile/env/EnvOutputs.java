package dev.ductile.env;

import dev.ductile.base.RandomStreams;
import dev.ductile.env.config.ActionSet;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.LifeLoss;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.processor.FrameSource;
import dev.ductile.env.processor.LifeTracker;
import dev.ductile.env.processor.ObservationImage;
import dev.ductile.env.processor.ReplayableEmulator;
import java.util.List;

/** What an {@link AtariEnv} shows after a step or a reset. */
public abstract class EnvOutputs {
  final EnvConfig config;
  final FrameSource source;
  final GamePlayer player;
  final LifeTracker lifeTracker;
  final ObservationImage image;
  double rawReward;
  private final ReplayableEmulator emulator;
  private final List<Action> actions;

  EnvOutputs(
      EnvConfig config,
      ReplayableEmulator emulator,
      FrameSource source,
      RandomStreams streams,
      int slot) {
    this.config = config;
    this.emulator = emulator;
    this.source = source;
    actions =
        config.actionSet() == ActionSet.FULL ? List.of(Action.values()) : source.minimalActions();
    player = new GamePlayer(config, source, streams, slot);
    lifeTracker = new LifeTracker(config.lifeLoss(), config.lifeLossFromFrame());
    image =
        new ObservationImage(
            config.imageOrder(),
            source.screenHeight(),
            source.screenWidth(),
            config.screenSize(),
            source.palette());
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
   * @return final once {@link AtariEnv#gameEnded}
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

  /**
   * Resets of the emulator since the cartridge was loaded. In some games what the console's memory
   * holds after a reset depends on this number, in a few on what was played before as well: a game
   * is restored exactly only by playing from the load on.
   *
   * @return at least 1 once {@link AtariEnv#reset} was called
   */
  public int emulatorResets() {
    return player.resets();
  }

  /**
   * The actions that {@link AtariEnv#step} takes, by index.
   *
   * @return as configured by {@link ActionSet}
   */
  public List<Action> actions() {
    return actions;
  }

  /**
   * Names of the actions, by index.
   *
   * @return for example NOOP, FIRE, RIGHT, LEFT
   */
  public List<String> actionMeanings() {
    return actions.stream().map(Action::name).toList();
  }

  /**
   * The configuration.
   *
   * @return as given
   */
  public EnvConfig config() {
    return config;
  }

  /**
   * The emulator below, for tests, videos and measurements. Acting on it directly breaks the
   * environment's counts.
   *
   * @return the emulator; another one after the cartridge was loaded again
   */
  public Emulator emulator() {
    return replayableEmulator().emulator();
  }

  final ReplayableEmulator replayableEmulator() {
    if (emulator == null) {
      throw new IllegalStateException("this environment plays no real emulator");
    }
    return emulator;
  }

  /**
   * Has every emulator frame from here on told, in the thread that plays it.
   *
   * @param listener who looks on, or null for nobody
   */
  public void onFrames(FrameListener listener) {
    player.tell(listener);
  }

  /**
   * Copies the newest screen in colour.
   *
   * @param to height × width × 3 bytes
   */
  public void copyRgbScreen(byte[] to) {
    emulator().copyRgbScreen(to);
  }

  /** Closes the emulator, if there is one. */
  final void closeEmulator() {
    if (emulator != null) {
      emulator.close();
    }
  }
}

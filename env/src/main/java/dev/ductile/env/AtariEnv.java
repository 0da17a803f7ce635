package dev.ductile.env;

import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.processor.EmulatorSource;
import dev.ductile.env.processor.FrameSource;
import dev.ductile.env.processor.LifeTracker;
import dev.ductile.env.processor.ObservationImage;
import dev.ductile.env.processor.SkipScreens;
import dev.ductile.env.processor.Stateful;
import dev.ductile.env.rom.RomStore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * One Atari game as an agent sees it. Everything that happens is a function of (configuration,
 * seed, slot, actions). For one thread at a time.
 *
 * <p>Call {@link #reset} first, then {@link #step} until {@link #episodeEnded}, then {@code reset}
 * again. {@code terminated} (the game or a lost life says so) and {@code truncated} (the frame
 * limit) are independent facts about the newest step.
 */
public final class AtariEnv implements Stateful, AutoCloseable {
  private static final int NOOP = Action.NOOP.code();

  private final EnvConfig config;
  private final Emulator emulator;
  private final FrameSource source;
  private final List<Action> actions;
  private final int[] actionCodes;
  private final int fireIndex;

  private final GamePlayer player;
  private final LifeTracker lifeTracker;
  private final ObservationImage image;
  private final SkipScreens screens;

  private boolean gameRunning;
  private boolean episodeRunning;
  private double rawReward;

  private AtariEnv(
      EnvConfig config, Emulator emulator, FrameSource source, RandomStreams streams, int slot) {
    this.config = config;
    this.emulator = emulator;
    this.source = source;
    actions =
        config.actionSet() == ActionSet.FULL ? source.legalActions() : source.minimalActions();
    actionCodes = actions.stream().mapToInt(Action::code).toArray();
    fireIndex = actions.indexOf(Action.FIRE);
    player = new GamePlayer(config, source, streams, slot);
    lifeTracker = new LifeTracker(config.lifeLoss());
    image =
        new ObservationImage(
            config.imageOrder(),
            source.screenHeight(),
            source.screenWidth(),
            config.screenSize(),
            source.palette());
    screens = new SkipScreens(config.skipBuffers(), config.frameSkip(), source, image);
  }

  /**
   * Opens the game of the configuration from the user's ROM store.
   *
   * @param config all options
   * @param seed seed of all random streams
   * @param slot number of this environment among those with the same seed
   * @return an environment that waits for its first {@link #reset}
   * @throws ConfigurationException if the game, mode or difficulty does not exist
   * @throws MissingRomException if the ROM is not installed
   */
  public static AtariEnv open(EnvConfig config, long seed, int slot) {
    return open(config, seed, slot, RomStore.standard());
  }

  /**
   * Opens the game of the configuration.
   *
   * @param config all options
   * @param seed seed of all random streams
   * @param slot number of this environment among those with the same seed
   * @param roms where ROMs are
   * @return an environment that waits for its first {@link #reset}
   * @throws ConfigurationException if the game, mode or difficulty does not exist
   * @throws MissingRomException if the ROM is not installed
   */
  public static AtariEnv open(EnvConfig config, long seed, int slot, RomStore roms) {
    RandomStreams streams = new RandomStreams(seed);
    EmulatorSettings settings =
        new EmulatorSettings(
            streams.derivedSeed("emulator", slot),
            0f,
            optional(config.mode()),
            optional(config.difficulty()));
    Emulator emulator = Emulator.open(roms.require(config.game()), settings);
    try {
      return new AtariEnv(config, emulator, new EmulatorSource(emulator), streams, slot);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  /** An environment over any source of frames, for tests. */
  static AtariEnv over(EnvConfig config, FrameSource source, long seed, int slot) {
    return new AtariEnv(config, null, source, new RandomStreams(seed), slot);
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /**
   * Starts an episode: a new game, or the same game after a lost life under {@link
   * LifeLoss#EPISODE_CONTINUES}.
   */
  public void reset() {
    startEpisode();
    if (config.fireOnReset() != FireOnReset.NONE && fireIndex >= 0) {
      press(fireIndex);
      if (config.fireOnReset() == FireOnReset.FIRE_THEN_SECOND && actionCodes.length > 2) {
        press(2);
      }
    }
    rawReward = 0;
    lifeTracker.beginStep();
    image.update();
  }

  /** Starts a new game, whatever happened to the one before. */
  public void resetGame() {
    gameRunning = false;
    reset();
  }

  private void startEpisode() {
    boolean sameGame = gameRunning && lifeTracker.gameContinues();
    if (sameGame) {
      playSkip(NOOP);
    }
    if (!sameGame || player.ended()) {
      startGame();
    }
    lifeTracker.reset(source.lives());
    episodeRunning = true;
  }

  /** One agent step of the environment's own at the start of an episode. */
  private void press(int actionIndex) {
    step(actionIndex);
    if (!episodeRunning) {
      startEpisode();
    }
  }

  private void startGame() {
    player.start();
    screens.reset();
    gameRunning = true;
  }

  /**
   * Plays one action for all frames of the skip, or until the episode ends.
   *
   * @param actionIndex index into {@link #actions}
   * @throws ConfigurationException if the index is out of range
   * @throws IllegalStateException if no episode is running
   */
  public void step(int actionIndex) {
    if (!episodeRunning) {
      throw new IllegalStateException(
          "no episode of " + config.game() + " is running: reset first");
    }
    checkAction(actionIndex);
    playSkip(actionCodes[actionIndex]);
    lifeTracker.afterStep(source.lives());
    image.update();
    gameRunning = !player.ended();
    episodeRunning = gameRunning && !lifeTracker.endsEpisode();
  }

  /** Throws a ConfigurationException if there is no such action. */
  void checkAction(int actionIndex) {
    if (actionIndex < 0 || actionIndex >= actionCodes.length) {
      throw new ConfigurationException(
          "action index %d is not in 0..%d of %s"
              .formatted(actionIndex, actionCodes.length - 1, config.game()));
    }
  }

  private void playSkip(int actionCode) {
    rawReward = 0;
    lifeTracker.beginStep();
    screens.beginStep();
    boolean ended = false;
    for (int frame = 0; frame < config.frameSkip() && !ended; frame++) {
      rawReward += player.play(actionCode);
      boolean cut = lifeTracker.afterFrame(source.lives());
      ended = cut || player.ended();
      screens.afterFrame(frame, ended);
    }
    screens.endStep();
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
   * Whether the next call must be {@link #reset}.
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

  /**
   * The actions that {@link #step} takes, by index.
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
   * @return the emulator
   */
  public Emulator emulator() {
    if (emulator == null) {
      throw new IllegalStateException("this environment plays no real emulator");
    }
    return emulator;
  }

  /**
   * Copies the newest screen in colour.
   *
   * @param to height × width × 3 bytes
   */
  public void copyRgbScreen(byte[] to) {
    emulator().copyRgbScreen(to);
  }

  /**
   * Writes the state of all processors and counters, but not of the emulator: that is restored by
   * playing the actions of the running game again.
   */
  @Override
  public void save(DataOutput out) throws IOException {
    player.save(out);
    lifeTracker.save(out);
    screens.save(out);
    out.writeBoolean(gameRunning);
    out.writeBoolean(episodeRunning);
    out.writeDouble(rawReward);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    player.restore(in);
    lifeTracker.restore(in);
    screens.restore(in);
    gameRunning = in.readBoolean();
    episodeRunning = in.readBoolean();
    rawReward = in.readDouble();
    image.update();
  }

  /** Closes the emulator. */
  @Override
  public void close() {
    if (emulator != null) {
      emulator.close();
    }
  }
}

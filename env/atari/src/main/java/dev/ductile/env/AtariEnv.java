package dev.ductile.env;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.Stateful;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.FireOnReset;
import dev.ductile.env.config.LifeLoss;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.processor.FrameSource;
import dev.ductile.env.processor.ReplayableEmulator;
import dev.ductile.env.processor.SkipScreens;
import dev.ductile.env.rom.MissingRomException;
import dev.ductile.env.rom.Rom;
import dev.ductile.env.rom.RomStore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One Atari game as an agent sees it. Everything that happens is a function of (configuration,
 * seed, slot, actions). For one thread at a time.
 *
 * <p>Call {@link #reset} first, then {@link #step} until {@link #episodeEnded}, then {@code reset}
 * again. {@code terminated} (the game or a lost life says so) and {@code truncated} (the frame
 * limit) are independent facts about the newest step.
 */
public final class AtariEnv extends EnvOutputs implements Stateful, AutoCloseable {
  private static final int NOOP = Action.NOOP.code();

  private final int[] actionCodes;
  private final int fireIndex;
  private final SkipScreens screens;

  private final EndedGame endedInReset = new EndedGame();

  private boolean gameRunning;
  private boolean episodeRunning;
  private boolean goingOn;

  private AtariEnv(
      EnvConfig config,
      ReplayableEmulator emulator,
      FrameSource source,
      RandomStreams streams,
      int slot) {
    super(config, emulator, source, streams, slot);
    actionCodes = actions().stream().mapToInt(Action::code).toArray();
    fireIndex = actions().indexOf(Action.FIRE);
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
    return open(config, seed, slot, roms, 0);
  }

  /**
   * Opens the game of the configuration.
   *
   * @param config all options
   * @param seed seed of all random streams
   * @param slot number of this environment among those with the same seed
   * @param roms where ROMs are
   * @param reloadFrames the first game that starts after this many frames begins with the cartridge
   *     loaded again, which bounds what {@link #restoreWithEmulator} must play; 0 for never
   * @return an environment that waits for its first {@link #reset}
   * @throws ConfigurationException if the game, mode or difficulty does not exist
   * @throws MissingRomException if the ROM is not installed
   */
  public static AtariEnv open(
      EnvConfig config, long seed, int slot, RomStore roms, long reloadFrames) {
    RandomStreams streams = new RandomStreams(seed);
    EmulatorSettings settings =
        new EmulatorSettings(
            streams.derivedSeed("emulator", slot),
            0f,
            optional(config.mode()),
            optional(config.difficulty()));
    Rom rom = roms.require(config.game());
    ReplayableEmulator emulator =
        new ReplayableEmulator(() -> Emulator.open(rom, settings), reloadFrames);
    try {
      return new AtariEnv(config, emulator, emulator, streams, slot);
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
    endedInReset.clear();
    goingOn = gameRunning && lifeTracker.gameContinues();
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
    if (goingOn && player.ended()) {
      endedInReset.take(player);
    }
    goingOn = false;
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

  /**
   * Refuses an action that there is not.
   *
   * @throws ConfigurationException if the index is out of range
   */
  public void checkAction(int actionIndex) {
    if (actionIndex < 0 || actionIndex >= actionCodes.length) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "action index %d is not in 0..%d of %s",
              actionIndex,
              actionCodes.length - 1,
              config.game()));
    }
  }

  private void playSkip(int actionCode) {
    rawReward = 0;
    lifeTracker.beginStep();
    screens.beginStep();
    boolean ended = false;
    for (int frame = 0; frame < config.frameSkip() && !ended; frame++) {
      rawReward += player.play(actionCode);
      boolean cut = lifeTracker.afterFrame(source.lives(), player.frames());
      boolean over = cut || player.over();
      ended = over || player.truncated();
      screens.afterFrame(frame, over, player.truncated());
    }
    screens.endStep();
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
   * The game that {@link #reset} was to go on with after a lost life, if it ended in the steps of
   * the environment's own, so that the reset started another. Games that end before any action of
   * the agent are none.
   */
  EndedGame endedInReset() {
    return endedInReset;
  }

  /**
   * Writes the state of all processors and counters, but not of the emulator; see {@link
   * #saveWithEmulator}.
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

  /**
   * Writes everything: the state, and all actions since the cartridge was loaded.
   *
   * @param out where to
   * @throws IOException if writing fails
   */
  public void saveWithEmulator(DataOutput out) throws IOException {
    replayableEmulator().save(out);
    save(out);
  }

  /**
   * Takes over a state written by {@link #saveWithEmulator}, into an environment that was opened in
   * the same way and not reset yet. All actions are played again, some ten thousand frames a
   * second, and what they lead to is compared with a hash.
   *
   * @param in where from
   * @throws IOException if reading fails, or the emulator does not get where it was
   */
  public void restoreWithEmulator(DataInput in) throws IOException {
    replayableEmulator().restore(in);
    restore(in);
  }

  /** Closes the emulator. */
  @Override
  public void close() {
    closeEmulator();
  }
}

package dev.ductile.env;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.Stateful;
import dev.ductile.env.config.ActionSet;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.LifeLoss;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.processor.FrameSource;
import dev.ductile.env.processor.ReplayableEmulator;
import dev.ductile.env.rom.MissingRomException;
import dev.ductile.env.rom.Rom;
import dev.ductile.env.rom.RomStore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One Atari game as an agent sees it. Everything that happens is a function of (configuration,
 * seed, slot, actions). For one thread at a time.
 *
 * <p>Call {@link #reset} first, then {@link #step} until {@link EnvResult#episodeEnded}, then
 * {@code reset} again. {@code terminated} (the game or a lost life says so) and {@code truncated}
 * (the frame limit) are independent facts about the newest step. A step allocates nothing.
 */
public final class AtariEnv implements Stateful, AutoCloseable {
  private final EnvConfig config;
  private final ReplayableEmulator emulator;
  private final GamePlayer player;
  private final EpisodePlayer episodes;
  private final List<Action> actions;

  private AtariEnv(
      EnvConfig config,
      ReplayableEmulator emulator,
      FrameSource source,
      RandomStreams streams,
      int slot) {
    this.config = config;
    this.emulator = emulator;
    actions =
        config.actionSet() == ActionSet.FULL ? List.of(Action.values()) : source.minimalActions();
    player = new GamePlayer(config, source, streams, slot);
    episodes = new EpisodePlayer(config, source, player, actions);
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
   * Goes on with the random streams of another seed. The console's own seed stays: what was played
   * can be played again.
   *
   * @param seed of sticky actions and no-op starts from here on
   * @param slot number of this environment among those with the same seed
   */
  public void reseed(long seed, int slot) {
    player.reseed(new RandomStreams(seed), slot);
  }

  /**
   * Starts an episode: a new game, or the same game after a lost life under {@link
   * LifeLoss#EPISODE_CONTINUES}.
   *
   * @return {@link #result}
   */
  public EnvResult reset() {
    episodes.reset();
    return result();
  }

  /**
   * Starts a new game, whatever happened to the one before.
   *
   * @return {@link #result}
   */
  public EnvResult resetGame() {
    episodes.resetGame();
    return result();
  }

  /**
   * Plays one action for all frames of the skip, or until the episode ends.
   *
   * @param actionIndex index into {@link #actions}
   * @return {@link #result}
   * @throws ConfigurationException if the index is out of range
   * @throws IllegalStateException if no episode is running
   */
  public EnvResult step(int actionIndex) {
    checkAction(actionIndex);
    episodes.step(actionIndex);
    return result();
  }

  /**
   * Refuses an action that there is not.
   *
   * @throws ConfigurationException if the index is out of range
   */
  public void checkAction(int actionIndex) {
    if (actionIndex < 0 || actionIndex >= actions.size()) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "action index %d is not in 0..%d of %s",
              actionIndex,
              actions.size() - 1,
              config.game()));
    }
  }

  /**
   * What the newest step or reset gave.
   *
   * @return the same object always
   */
  public EnvResult result() {
    return episodes.result();
  }

  /** See {@link EpisodePlayer#endedInReset}. */
  EndedGame endedInReset() {
    return episodes.endedInReset();
  }

  /**
   * Writes the state of all processors and counters, but not of the emulator; see {@link
   * #saveWithEmulator}.
   */
  @Override
  public void save(DataOutput out) throws IOException {
    episodes.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    episodes.restore(in);
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

  /**
   * Resets of the emulator since the cartridge was loaded. In some games what the console's memory
   * holds after a reset depends on this number, in a few on what was played before as well: a game
   * is restored exactly only by playing from the load on.
   *
   * @return at least 1 once {@link #reset} was called
   */
  public int emulatorResets() {
    return player.resets();
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
   * @return the emulator; another one after the cartridge was loaded again
   */
  public Emulator emulator() {
    return replayableEmulator().emulator();
  }

  /**
   * Has every emulator frame from here on told, in the thread that plays it.
   *
   * @param listener who looks on, or null for nobody
   */
  public void onFrames(FrameListener listener) {
    player.tell(listener);
  }

  private ReplayableEmulator replayableEmulator() {
    if (emulator == null) {
      throw new IllegalStateException("this environment plays no real emulator");
    }
    return emulator;
  }

  /** Closes the emulator. */
  @Override
  public void close() {
    if (emulator != null) {
      emulator.close();
    }
  }
}

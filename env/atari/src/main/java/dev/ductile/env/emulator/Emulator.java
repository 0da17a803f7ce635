package dev.ductile.env.emulator;

import com.sun.jna.Pointer;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.rom.Game;
import dev.ductile.env.rom.Rom;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.LongConsumer;

/**
 * One Atari 2600 with a cartridge in it. One call of {@link #act} is one frame, 60 a second.
 *
 * <p>Any number may live in a process. Methods are synchronised, so a second thread can never crash
 * the process, but one emulator is meant for one thread at a time; different emulators run in
 * parallel and do not influence each other. After {@link #close} every method but {@code close}
 * throws {@link IllegalStateException}.
 */
public final class Emulator implements AutoCloseable {
  /** Bytes of RAM in the console. */
  public static final int RAM_BYTES = 128;

  private static final Cleaner CLEANER = Cleaner.create();

  private final Game game;
  private final EmulatorCore core;
  private final Cleaner.Cleanable cleanable;
  private final long self;
  private final Screen screen;
  private final List<Action> legalActions;
  private final List<Action> minimalActions;
  private final int[] modes;
  private final int[] difficulties;
  private Pointer ram;
  private boolean closed;

  private Emulator(Rom rom, EmulatorSettings settings) {
    game = rom.game();
    core = new EmulatorCore(rom, settings);
    cleanable = CLEANER.register(this, core);
    self = core.self();
    screen = new Screen(this, core);
    legalActions = actions(v -> Ale._ZN3ale12ALEInterface17getLegalActionSetEv(v, self));
    minimalActions = actions(v -> Ale._ZN3ale12ALEInterface19getMinimalActionSetEv(v, self));
    modes = CppMemory.takeInts(v -> Ale._ZN3ale12ALEInterface17getAvailableModesEv(v, self));
    difficulties =
        CppMemory.takeInts(v -> Ale._ZN3ale12ALEInterface24getAvailableDifficultiesEv(v, self));
  }

  /**
   * Switches a console on with a cartridge in it, and resets it.
   *
   * @param rom the cartridge; its content is checked again here
   * @param settings seed, repeat probability, mode and difficulty
   * @return the emulator at the start of its first episode
   * @throws ConfigurationException if the ROM is damaged, the mode or difficulty is not one of the
   *     game's or leaves nothing to play, the platform is not supported or the native libraries
   *     cannot be put in place
   */
  public static Emulator open(Rom rom, EmulatorSettings settings) {
    Emulator emulator = new Emulator(rom, settings);
    try {
      settings.mode().ifPresent(emulator::selectMode);
      settings.difficulty().ifPresent(emulator::selectDifficulty);
      emulator.reset();
      emulator.checkPlayable(settings);
      return emulator;
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private static List<Action> actions(LongConsumer query) {
    return Arrays.stream(CppMemory.takeInts(query)).mapToObj(Action::fromCode).toList();
  }

  /**
   * The game.
   *
   * @return its catalogue entry
   */
  public Game game() {
    return game;
  }

  /**
   * Starts a new episode: the console is reset, 60 no-op frames pass and RESET is held for 4; some
   * games press further switches. The emulator's generator goes on, it is not seeded again.
   */
  public synchronized void reset() {
    checkOpen();
    long stamp = EmulatorCore.SHARED_TABLES.readLock();
    try {
      Ale._ZN3ale12ALEInterface10reset_gameEv(self);
    } finally {
      EmulatorCore.SHARED_TABLES.unlockRead(stamp);
    }
  }

  /**
   * Plays one frame. After a game over nothing moves and the reward is 0 until {@link #reset}.
   *
   * @param actionCode 0 to 17, see {@link Action}
   * @return the reward of this frame
   * @throws ConfigurationException if the code is out of range
   */
  public synchronized int act(int actionCode) {
    checkOpen();
    if (actionCode < 0 || actionCode >= Action.COUNT) {
      throw new ConfigurationException(
          "action code " + actionCode + " is not in 0.." + (Action.COUNT - 1));
    }
    long stamp = EmulatorCore.SHARED_TABLES.readLock();
    try {
      return Ale._ZN3ale12ALEInterface3actENS_6ActionE(self, actionCode);
    } finally {
      EmulatorCore.SHARED_TABLES.unlockRead(stamp);
    }
  }

  /**
   * Whether the game is over.
   *
   * @return true until the next reset
   */
  public synchronized boolean gameOver() {
    checkOpen();
    return (Ale._ZNK3ale12ALEInterface9game_overEv(self) & 1) != 0;
  }

  /**
   * Lives left.
   *
   * @return the game's own count; 0 in games without lives
   */
  public synchronized int lives() {
    checkOpen();
    return Ale._ZN3ale12ALEInterface5livesEv(self);
  }

  /**
   * Frames since the cartridge was loaded.
   *
   * @return frames
   */
  public synchronized int frameNumber() {
    checkOpen();
    return Ale._ZN3ale12ALEInterface14getFrameNumberEv(self);
  }

  /**
   * Frames since the last reset. After a reset that pressed SELECT for a mode it starts above 0.
   *
   * @return frames
   */
  public synchronized int episodeFrameNumber() {
    checkOpen();
    return Ale._ZNK3ale12ALEInterface21getEpisodeFrameNumberEv(self);
  }

  /**
   * What the console shows.
   *
   * @return the same object always
   */
  public Screen screen() {
    return screen;
  }

  /**
   * Copies the console's RAM as it was at the end of the newest frame.
   *
   * @param to 128 bytes
   */
  public synchronized void copyRam(byte[] to) {
    checkLength(to, RAM_BYTES);
    ramPointer().read(0, to, 0, RAM_BYTES);
  }

  /**
   * One byte of RAM.
   *
   * @param index 0 to 127
   * @return 0 to 255
   */
  public synchronized int ram(int index) {
    return ramPointer().getByte(checkRamIndex(index)) & 0xff;
  }

  /**
   * Writes one byte of RAM.
   *
   * @param index 0 to 127
   * @param value 0 to 255
   */
  public synchronized void setRam(int index, int value) {
    checkOpen();
    checkRamIndex(index);
    if (value < 0 || value > 255) {
      throw new ConfigurationException("RAM value " + value + " is not in 0..255");
    }
    Ale._ZN3ale12ALEInterface6setRAMEmh(self, index, (byte) value);
  }

  /**
   * The actions that the game knows; {@link #act} takes the others as well and plays them as NOOP.
   *
   * @return 18 actions, nine in skiing and lost_luggage
   */
  public List<Action> legalActions() {
    return legalActions;
  }

  /**
   * The actions that make a difference in this game.
   *
   * @return in the emulator's order
   */
  public List<Action> minimalActions() {
    return minimalActions;
  }

  /**
   * The modes that {@link #setMode} takes.
   *
   * @return a fresh array
   */
  public int[] availableModes() {
    return modes.clone();
  }

  /**
   * The difficulties that {@link #setDifficulty} takes.
   *
   * @return a fresh array
   */
  public int[] availableDifficulties() {
    return difficulties.clone();
  }

  /**
   * Selects a mode and resets: a new episode starts.
   *
   * @param mode one of {@link #availableModes}
   * @throws ConfigurationException if it is none of them
   */
  public synchronized void setMode(int mode) {
    checkOpen();
    selectMode(mode);
    reset();
  }

  /**
   * Selects a difficulty and resets: a new episode starts.
   *
   * @param difficulty one of {@link #availableDifficulties}
   * @throws ConfigurationException if it is none of them
   */
  public synchronized void setDifficulty(int difficulty) {
    checkOpen();
    selectDifficulty(difficulty);
    reset();
  }

  private void selectMode(int mode) {
    checkAvailable("mode", mode, modes);
    Ale._ZN3ale12ALEInterface7setModeEj(self, mode);
  }

  private void selectDifficulty(int difficulty) {
    checkAvailable("difficulty", difficulty, difficulties);
    Ale._ZN3ale12ALEInterface13setDifficultyEj(self, difficulty);
  }

  /** Frees the console. Closing again does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    cleanable.clean();
  }

  private Pointer ramPointer() {
    checkOpen();
    if (ram == null) {
      ram = new Pointer(Ale._ZN3ale12ALEInterface6getRAMEv(self));
    }
    return ram;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this emulator of " + game.name() + " is closed");
    }
  }

  private void checkAvailable(String what, int value, int[] available) {
    if (Arrays.stream(available).noneMatch(v -> v == value)) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "%s has no %s %d: it has %s",
              game.name(),
              what,
              value,
              Arrays.toString(available)));
    }
  }

  /** Three of Demon Attack's four modes are over at each reset: returns of 0, for ever. */
  private void checkPlayable(EmulatorSettings settings) {
    if (!gameOver()) {
      return;
    }
    throw new ConfigurationException(
        String.format(
            Locale.ROOT,
            "%s is over as soon as it begins%s: nothing can be played; it can with mode %s",
            game.name(),
            settings.mode().isPresent() ? " with mode " + settings.mode().getAsInt() : "",
            playableModes()));
  }

  private String playableModes() {
    StringJoiner playable = new StringJoiner(", ");
    for (int mode : modes) {
      setMode(mode);
      if (!gameOver()) {
        playable.add(String.valueOf(mode));
      }
    }
    return playable.toString();
  }

  private static int checkRamIndex(int index) {
    if (index < 0 || index >= RAM_BYTES) {
      throw new ConfigurationException("RAM index " + index + " is not in 0..127");
    }
    return index;
  }

  static void checkLength(byte[] to, int wanted) {
    if (to.length != wanted) {
      throw new IllegalArgumentException(
          "the array has " + to.length + " bytes, the emulator writes " + wanted);
    }
  }
}

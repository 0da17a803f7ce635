package dev.ductile.env.processor;

import dev.ductile.base.Stateful;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * An emulator whose exact state can be saved: as everything that was done to it since its cartridge
 * was loaded. A reset is no clean slate (in some games what follows depends on the number of resets
 * or on what was played before), and the emulator's own cloning of states is not trusted.
 *
 * <p>Restoring plays all of it again, some ten thousand frames a second, and compares a hash. To
 * bound that, the cartridge is loaded again at the first game start after a number of frames.
 */
public final class ReplayableEmulator implements FrameSource, Stateful, AutoCloseable {
  private final Supplier<Emulator> loader;
  private final long reloadFrames;
  private final ActionLog log = new ActionLog();
  private Emulator emulator;
  private EmulatorSource source;

  /**
   * Loads the cartridge.
   *
   * @param loader opens an emulator, in the same way at every call
   * @param reloadFrames frames after which the next game start loads the cartridge again; 0 for
   *     never
   */
  public ReplayableEmulator(Supplier<Emulator> loader, long reloadFrames) {
    this.loader = loader;
    this.reloadFrames = reloadFrames;
    load();
  }

  private void load() {
    emulator = loader.get();
    try {
      source = new EmulatorSource(emulator);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  @Override
  public boolean reloadIfDue() {
    if (reloadFrames == 0 || log.frames() < reloadFrames) {
      return false;
    }
    emulator.close();
    load();
    log.clear();
    return true;
  }

  /**
   * The emulator now in use.
   *
   * @return another one after a reload
   */
  public Emulator emulator() {
    return emulator;
  }

  @Override
  public void reset() {
    log.reset();
    source.reset();
  }

  @Override
  public int act(int actionCode) {
    log.act(actionCode);
    return source.act(actionCode);
  }

  /** Writes what was done, and a hash of what the console looks like now. */
  @Override
  public void save(DataOutput out) throws IOException {
    log.save(out);
    out.writeLong(hash());
  }

  /**
   * Does again what was done.
   *
   * @throws IOException if reading fails or the console does not look as it did
   * @throws IllegalStateException if something was done to this emulator already
   */
  @Override
  public void restore(DataInput in) throws IOException {
    if (!log.isEmpty()) {
      throw new IllegalStateException("an emulator is restored before it is played only");
    }
    log.restore(in);
    log.playOn(source);
    long saved = in.readLong();
    if (hash() != saved) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s does not replay: after %d frames screen and memory differ from the saved ones",
              emulator.game().name(),
              log.frames()));
    }
  }

  /** Of the screen, the memory, and the state of the game. */
  private long hash() {
    byte[] screen = new byte[screenHeight() * screenWidth()];
    byte[] ram = new byte[Emulator.RAM_BYTES];
    emulator.screen().copyPalette(screen);
    emulator.copyRam(ram);
    CRC32 crc = new CRC32();
    crc.update(screen);
    crc.update(ram);
    crc.update(emulator.lives());
    crc.update(emulator.gameOver() ? 1 : 0);
    return crc.getValue();
  }

  @Override
  public boolean gameOver() {
    return source.gameOver();
  }

  @Override
  public int lives() {
    return source.lives();
  }

  @Override
  public int screenHeight() {
    return source.screenHeight();
  }

  @Override
  public int screenWidth() {
    return source.screenWidth();
  }

  @Override
  public void copyPaletteScreen(byte[] to) {
    source.copyPaletteScreen(to);
  }

  @Override
  public Palette palette() {
    return source.palette();
  }

  @Override
  public List<Action> minimalActions() {
    return source.minimalActions();
  }

  /** Closes the emulator. */
  @Override
  public void close() {
    emulator.close();
  }
}

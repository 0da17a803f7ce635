package dev.ductile.env.processor;

import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import java.util.List;

/**
 * An {@link Emulator} as a source of frames.
 *
 * <p>Opening an emulator resets it, so the first {@link #reset} does nothing. A second reset would
 * not be harmless: what a console's memory holds after a reset depends on how many there were, and
 * references that load a ROM and reset once would play other games.
 */
public final class EmulatorSource implements FrameSource {
  private final Emulator emulator;
  private final Palette palette;
  private boolean untouched = true;

  /**
   * Reads the palette of the game (NTSC or PAL) once.
   *
   * @param emulator an emulator that was just opened; not closed by this class
   */
  public EmulatorSource(Emulator emulator) {
    this.emulator = emulator;
    byte[] grey = new byte[256];
    byte[] rgb = new byte[768];
    emulator.screen().copyColours(grey, rgb);
    palette = new Palette(grey, rgb);
  }

  @Override
  public void reset() {
    if (untouched) {
      untouched = false;
      return;
    }
    emulator.reset();
  }

  @Override
  public int act(int actionCode) {
    untouched = false;
    return emulator.act(actionCode);
  }

  @Override
  public boolean gameOver() {
    return emulator.gameOver();
  }

  @Override
  public int lives() {
    return emulator.lives();
  }

  @Override
  public int screenHeight() {
    return emulator.screen().height();
  }

  @Override
  public int screenWidth() {
    return emulator.screen().width();
  }

  @Override
  public void copyPaletteScreen(byte[] to) {
    emulator.screen().copyPalette(to);
  }

  @Override
  public Palette palette() {
    return palette;
  }

  @Override
  public List<Action> minimalActions() {
    return emulator.minimalActions();
  }
}

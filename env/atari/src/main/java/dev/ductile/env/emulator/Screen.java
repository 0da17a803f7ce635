package dev.ductile.env.emulator;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;

/**
 * The screen of an {@link Emulator}: as palette indices, as the emulator holds it, and in the grey
 * levels and colours that it makes of them. Copies are refused once the emulator is closed.
 */
public final class Screen {
  private static final int PALETTE_INDICES = 256;

  private final Emulator emulator;
  private final long self;
  private final int height;
  private final int width;
  private final ByteBuffer palette;
  private final ByteBuffer grey;
  private final ByteBuffer rgb;
  private final Memory greyVector;
  private final Memory rgbVector;

  /**
   * @param emulator whose it is, and whose monitor guards it
   */
  Screen(Emulator emulator, EmulatorCore core) {
    this.emulator = emulator;
    self = core.self();
    height = core.screenHeight();
    width = core.screenWidth();
    palette = core.screen();
    grey = ByteBuffer.allocateDirect(palette.capacity());
    rgb = ByteBuffer.allocateDirect(palette.capacity() * 3);
    greyVector = EmulatorCore.vectorOver(grey);
    rgbVector = EmulatorCore.vectorOver(rgb);
  }

  /**
   * Screen rows; most games have 210, some 214 to 250.
   *
   * @return pixels
   */
  public int height() {
    return height;
  }

  /**
   * Screen columns.
   *
   * @return 160
   */
  public int width() {
    return width;
  }

  /**
   * The newest screen as the emulator holds it, without a copy: height × width palette indices, row
   * by row. The buffer is read-only, changes with every frame, and keeps the last screen after
   * close.
   *
   * @return a view from position 0 to its capacity
   */
  public ByteBuffer palette() {
    return palette.asReadOnlyBuffer();
  }

  /**
   * Copies the newest screen as palette indices.
   *
   * @param to height × width bytes
   */
  public void copyPalette(byte[] to) {
    synchronized (emulator) {
      emulator.checkOpen();
      Emulator.checkLength(to, palette.capacity());
      palette.get(0, to, 0, palette.capacity());
    }
  }

  /**
   * Copies the newest screen as the emulator's grey levels.
   *
   * @param to height × width bytes
   */
  public void copyGrey(byte[] to) {
    synchronized (emulator) {
      emulator.checkOpen();
      Emulator.checkLength(to, grey.capacity());
      Ale._ZN3ale12ALEInterface18getScreenGrayscaleERSt6vectorIhSaIhEE(
          self, CppMemory.address(greyVector));
      grey.get(0, to, 0, grey.capacity());
    }
  }

  /**
   * Copies the newest screen as colours.
   *
   * @param to height × width × 3 bytes: red, green, blue of each pixel
   */
  public void copyRgb(byte[] to) {
    synchronized (emulator) {
      emulator.checkOpen();
      Emulator.checkLength(to, rgb.capacity());
      Ale._ZN3ale12ALEInterface12getScreenRGBERSt6vectorIhSaIhEE(
          self, CppMemory.address(rgbVector));
      rgb.get(0, to, 0, rgb.capacity());
    }
  }

  /**
   * Copies what the emulator makes of each palette index: NTSC or PAL colours, by game.
   *
   * @param greyLevels 256 bytes: the grey level of each index
   * @param colours 768 bytes: red, green and blue of each index
   */
  public void copyColours(byte[] greyLevels, byte[] colours) {
    synchronized (emulator) {
      emulator.checkOpen();
      Emulator.checkLength(greyLevels, PALETTE_INDICES);
      Emulator.checkLength(colours, 3 * PALETTE_INDICES);
      // The screen is our own memory: show the library one pixel of each index, then put it back.
      byte[] shown = new byte[PALETTE_INDICES];
      palette.get(0, shown);
      try {
        for (int i = 0; i < PALETTE_INDICES; i++) {
          palette.put(i, (byte) i);
        }
        Ale._ZN3ale12ALEInterface18getScreenGrayscaleERSt6vectorIhSaIhEE(
            self, CppMemory.address(greyVector));
        Ale._ZN3ale12ALEInterface12getScreenRGBERSt6vectorIhSaIhEE(
            self, CppMemory.address(rgbVector));
      } finally {
        palette.put(0, shown);
      }
      grey.get(0, greyLevels);
      rgb.get(0, colours);
    }
  }
}

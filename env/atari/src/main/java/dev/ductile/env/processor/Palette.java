package dev.ductile.env.processor;

import java.util.Locale;

/**
 * Colours of the 256 palette indices. Index 0 is black.
 *
 * @param grey the emulator's grey level of each index
 * @param rgb red, green and blue of each index, 768 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; shared and read only.
public record Palette(byte[] grey, byte[] rgb) {
  /** Checks the sizes. */
  public Palette {
    if (grey.length != 256 || rgb.length != 768) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a palette has 256 grey levels and 768 colour bytes, not %d and %d",
              grey.length,
              rgb.length));
    }
  }

  /**
   * One colour channel.
   *
   * @param channel 0 red, 1 green, 2 blue
   * @return its level for each index
   */
  byte[] channel(int channel) {
    byte[] levels = new byte[256];
    for (int i = 0; i < 256; i++) {
      levels[i] = rgb[3 * i + channel];
    }
    return levels;
  }
}

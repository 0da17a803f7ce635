package dev.ductile.eval.video;

import dev.ductile.env.files.OutputException;

/**
 * Enlarges frames by whole factors, each pixel becoming a block. An Atari 2600 draws 160 pixels
 * where a square-pixel screen needs 320, so frames 160 wide are stretched twice as much sideways as
 * down; others keep square pixels.
 *
 * @param sourceWidth width of the frames in pixels
 * @param sourceHeight their height
 * @param across columns that each pixel becomes
 * @param down rows that each pixel becomes
 */
record PixelScale(int sourceWidth, int sourceHeight, int across, int down) {
  private static final int ATARI_WIDTH = 160;
  private static final int MAX_SOURCE_PIXELS = 4096;

  /** The least scale that makes frames at least {@code minWidth} wide. */
  static PixelScale toWidth(int sourceWidth, int sourceHeight, int minWidth) {
    if (sourceWidth < 1
        || sourceHeight < 1
        || sourceWidth > MAX_SOURCE_PIXELS
        || sourceHeight > MAX_SOURCE_PIXELS) {
      throw new OutputException(
          "cannot show frames of "
              + sourceWidth
              + "x"
              + sourceHeight
              + " pixels; both sides must be 1 to "
              + MAX_SOURCE_PIXELS);
    }
    int aspect = sourceWidth == ATARI_WIDTH ? 2 : 1;
    int down = Math.max(1, (minWidth + sourceWidth * aspect - 1) / (sourceWidth * aspect));
    return new PixelScale(sourceWidth, sourceHeight, down * aspect, down);
  }

  int width() {
    return sourceWidth * across;
  }

  int height() {
    return sourceHeight * down;
  }

  /** Bytes of one RGB frame before scaling. */
  int frameBytes() {
    return sourceWidth * sourceHeight * 3;
  }

  /** Refuses a frame of another size. */
  void check(byte[] rgb) {
    if (rgb.length != frameBytes()) {
      throw new IllegalArgumentException(
          "a frame has "
              + rgb.length
              + " bytes, expected "
              + sourceHeight
              + " x "
              + sourceWidth
              + " x 3 = "
              + frameBytes());
    }
  }
}

package dev.ductile.eval.video;

import dev.ductile.base.files.OutputException;

/**
 * How frames fill a screen of square pixels, each pixel becoming a block. A television shows
 * whatever an Atari 2600 draws, 160 columns and 210 to 250 rows, at 4 to 3: those frames become
 * 640x480. Others are enlarged by a whole factor. Blocks of one frame may differ by one row.
 *
 * @param sourceWidth width of the frames in pixels
 * @param sourceHeight their height
 * @param width columns shown, at least as many as the frame has
 * @param height rows shown, at least as many as the frame has
 */
record PixelScale(int sourceWidth, int sourceHeight, int width, int height) {
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
    int factor = Math.max(1, (minWidth + sourceWidth - 1) / sourceWidth);
    if (sourceWidth != ATARI_WIDTH) {
      return new PixelScale(sourceWidth, sourceHeight, sourceWidth * factor, sourceHeight * factor);
    }
    while (factor * ATARI_WIDTH * 3 / 4 < sourceHeight) {
      factor++; // No row may be lost.
    }
    int width = factor * ATARI_WIDTH;
    return new PixelScale(sourceWidth, sourceHeight, width, width * 3 / 4);
  }

  /** The frame's column under the middle of a column shown. */
  int sourceX(int x) {
    return under(x, sourceWidth, width);
  }

  /** The frame's row under the middle of a row shown. */
  int sourceY(int y) {
    return under(y, sourceHeight, height);
  }

  /** The first column shown of a frame's column, or the width behind the last. */
  int left(int sourceX) {
    return first(sourceX, sourceWidth, width);
  }

  /** The first row shown of a frame's row, or the height behind the last. */
  int top(int sourceY) {
    return first(sourceY, sourceHeight, height);
  }

  /** {@code floor((shown + 1/2) * source / target)}, at most the last one. */
  private static int under(int shown, int source, int target) {
    return Math.min(source - 1, (int) ((2L * shown + 1) * source / (2L * target)));
  }

  /** The least number that {@link #under} maps to {@code index} or more. */
  private static int first(int index, int source, int target) {
    long numerator = 2L * target * index - source;
    return (int) Math.max(0, -Math.floorDiv(-numerator, 2L * source));
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

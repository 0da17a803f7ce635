package dev.ductile.env.config;

/**
 * The order in which two screens become one observation. "Max" is the pixel-wise maximum of the two
 * screens kept by {@link SkipBuffers}. The orders differ where colours flicker.
 */
public enum ImageOrder {
  /**
   * The emulator's grey levels of each screen, max, area resize (Dopamine, gymnasium, ALE). The
   * resize is OpenCV's {@code INTER_AREA} for 8-bit images, bit by bit.
   */
  GREY_MAX_AREA,
  /**
   * Max of each colour channel, grey = ⌊.299 R + .587 G + .114 B⌋, bilinear resize (DQN Zoo). The
   * resize is Pillow's {@code BILINEAR} for 8-bit images, bit by bit.
   */
  RGB_MAX_GREY_BILINEAR,
  /**
   * Max of each colour channel, area resize of each channel, grey as OpenCV's {@code RGB2GRAY}
   * (CleanRL).
   */
  RGB_MAX_AREA_GREY,
  /**
   * Max of each colour channel, grey as OpenCV's {@code RGB2GRAY}, area resize (Stable-Baselines3
   * {@code WarpFrame}).
   */
  RGB_MAX_GREY_AREA
}

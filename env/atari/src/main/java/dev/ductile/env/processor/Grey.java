package dev.ductile.env.processor;

/** Grey levels of colours, in the references' exact arithmetic. Levels are 0 to 255. */
final class Grey {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 1 - (RED + GREEN);

  private Grey() {}

  /**
   * ⌊.299 R + .587 G + .114 B⌋ in float64, added from left to right (DQN Zoo {@code rgb2y}). NumPy
   * may fuse multiplication and addition, which changes the result by one for about one in 30,000
   * colours: those whose exact value is an integer.
   */
  static int lumaFloor(int red, int green, int blue) {
    return (int) (red * RED + green * GREEN + blue * BLUE);
  }

  /** OpenCV's 8-bit {@code RGB2GRAY}: .299, .587, .114 in units of 2⁻¹⁵, rounded. */
  static int openCv(int red, int green, int blue) {
    return (red * 9798 + green * 19235 + blue * 3735 + (1 << 14)) >> 15;
  }
}

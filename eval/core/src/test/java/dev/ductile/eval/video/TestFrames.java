package dev.ductile.eval.video;

import java.util.Random;

/** Pictures with the look of a game: flat areas, few colours, small things that move. */
final class TestFrames {
  static final int WIDTH = 160;
  static final int HEIGHT = 210;
  private static final int COLOURS = 128;

  private final int[] palette = new int[COLOURS];
  private final Random random;

  TestFrames(long seed) {
    random = new Random(seed);
    for (int i = 0; i < COLOURS; i++) {
      palette[i] = random.nextInt(1 << 24);
    }
  }

  /** Eight broad stripes of colour, a block that moves, and a corner of all 128 colours. */
  byte[] frame(int number) {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int colour = y * 8 / HEIGHT;
        int blockX = number * 3 % (WIDTH - 8);
        if (x >= blockX && x < blockX + 8 && y >= 100 && y < 116) {
          colour = 20;
        }
        if (y >= HEIGHT - 8 && x >= WIDTH - 16) {
          colour = (y - HEIGHT + 8) * 16 + x - WIDTH + 16;
        }
        set(rgb, x, y, palette[colour]);
      }
    }
    return rgb;
  }

  static void set(byte[] rgb, int x, int y, int colour) {
    int i = (y * WIDTH + x) * 3;
    rgb[i] = (byte) (colour >> 16);
    rgb[i + 1] = (byte) (colour >> 8);
    rgb[i + 2] = (byte) colour;
  }

  static int get(byte[] rgb, int x, int y) {
    int i = (y * WIDTH + x) * 3;
    return (rgb[i] & 0xFF) << 16 | (rgb[i + 1] & 0xFF) << 8 | (rgb[i + 2] & 0xFF);
  }
}

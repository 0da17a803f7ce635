package dev.ductile.env;

/** Resizes written as their definition: for each output pixel, over all input pixels it covers. */
final class NaiveResize {
  private NaiveResize() {}

  /** Area resize in float32: first each covered row across, then down; halves to even. */
  static int[] area(int[] image, int rows, int columns, int size) {
    int[] out = new int[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        float sum = 0;
        for (int row = 0; row < rows; row++) {
          float down = share(row, rows, size, y);
          if (down > 0) {
            float across = 0;
            for (int column = (int) ((double) x * columns / size) - 1;
                column <= (int) ((x + 1.0) * columns / size) + 1;
                column++) {
              if (column >= 0 && column < columns) {
                across += image[row * columns + column] * share(column, columns, size, x);
              }
            }
            sum += across * down;
          }
        }
        out[y * size + x] = (int) Math.rint(sum);
      }
    }
    return out;
  }

  /** Which share of output cell o is covered by input cell i; below a thousandth counts as none. */
  private static float share(int i, int inputs, int outputs, int o) {
    double scale = (double) inputs / outputs;
    double from = o * scale;
    double to = from + scale;
    double covered = Math.min(to, i + 1.0) - Math.max(from, i);
    return covered <= 1e-3 ? 0 : (float) (covered / Math.min(scale, inputs - from));
  }

  /** Triangle filter with integer weights in units of 2^-22, rounded to 8 bits in between. */
  static int[] bilinear(int[] image, int rows, int columns, int size) {
    int[] half = new int[rows * size];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < size; x++) {
        long sum = 0;
        for (int column = 0; column < columns; column++) {
          sum += image[y * columns + column] * triangle(column, columns, size, x);
        }
        half[y * size + x] = clip(sum);
      }
    }
    int[] out = new int[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        long sum = 0;
        for (int row = 0; row < rows; row++) {
          sum += half[row * size + x] * triangle(row, rows, size, y);
        }
        out[y * size + x] = clip(sum);
      }
    }
    return out;
  }

  private static int clip(long sum) {
    return (int) Math.max(0, Math.min(255, (sum + (1 << 21)) >> 22));
  }

  private static long triangle(int i, int inputs, int outputs, int o) {
    double scale = (double) inputs / outputs;
    double centre = (o + 0.5) * scale;
    int first = Math.max(0, (int) Math.floor(centre - scale + 0.5));
    int end = Math.min(inputs, (int) Math.floor(centre + scale + 0.5));
    if (i < first || i >= end) {
      return 0;
    }
    double total = 0;
    for (int k = first; k < end; k++) {
      total += Math.max(0, 1 - Math.abs((k - centre + 0.5) * (1 / scale)));
    }
    double weight = Math.max(0, 1 - Math.abs((i - centre + 0.5) * (1 / scale))) / total;
    return (long) Math.floor(0.5 + weight * (1 << 22));
  }
}

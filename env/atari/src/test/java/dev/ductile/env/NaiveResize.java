package dev.ductile.env;

import java.util.Arrays;

/** Resizes written as their definition: for each output pixel, over all input pixels it covers. */
final class NaiveResize {
  private NaiveResize() {}

  /** Weight of each input cell in each output cell: [output][input]. */
  private static float[][] areaWeights(int inputs, int outputs) {
    float[][] weights = new float[outputs][inputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        weights[o][i] = share(i, inputs, outputs, o);
      }
    }
    return weights;
  }

  private static long[][] triangleWeights(int inputs, int outputs) {
    long[][] weights = new long[outputs][inputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        weights[o][i] = triangle(i, inputs, outputs, o);
      }
    }
    return weights;
  }

  /** Area resize in float32: first across, then down, over all cells; halves to even. */
  static int[] area(int[] image, int rows, int columns, int size) {
    float[][] acrossWeights = areaWeights(columns, size);
    float[][] downWeights = areaWeights(rows, size);
    float[] half = new float[rows * size];
    for (int x = 0; x < size; x++) {
      for (int column = 0; column < columns; column++) {
        for (int y = 0; y < rows && acrossWeights[x][column] != 0; y++) {
          half[y * size + x] += image[y * columns + column] * acrossWeights[x][column];
        }
      }
    }
    float[] sum = new float[size * size];
    for (int y = 0; y < size; y++) {
      for (int row = 0; row < rows; row++) {
        for (int x = 0; x < size && downWeights[y][row] != 0; x++) {
          sum[y * size + x] += half[row * size + x] * downWeights[y][row];
        }
      }
    }
    int[] out = new int[size * size];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) Math.rint(sum[i]);
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
    long[][] acrossWeights = triangleWeights(columns, size);
    long[][] downWeights = triangleWeights(rows, size);
    long[] sum = new long[rows * size];
    for (int x = 0; x < size; x++) {
      for (int column = 0; column < columns; column++) {
        for (int y = 0; y < rows && acrossWeights[x][column] != 0; y++) {
          sum[y * size + x] += image[y * columns + column] * acrossWeights[x][column];
        }
      }
    }
    int[] half = clipped(sum);
    sum = new long[size * size];
    for (int y = 0; y < size; y++) {
      for (int row = 0; row < rows; row++) {
        for (int x = 0; x < size && downWeights[y][row] != 0; x++) {
          sum[y * size + x] += half[row * size + x] * downWeights[y][row];
        }
      }
    }
    return clipped(sum);
  }

  private static int[] clipped(long[] sum) {
    return Arrays.stream(sum).mapToInt(NaiveResize::clip).toArray();
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

package dev.ductile.env.processor;

import java.util.Locale;

/**
 * OpenCV's {@code resize(…, INTER_AREA)} of 8-bit images, for shrinking by factors that are not
 * both whole. Bit-exact: products and sums in float32 in OpenCV's order, first across a row, then
 * down, without fused operations; halves round to even.
 */
final class AreaResize extends PlaneResize {
  /** Adding this to 0..255 leaves the value, rounded half to even, in the lowest mantissa bits. */
  private static final float ROUND = 12_582_912f;

  private final int tapsAcross;
  private final float[] weightAcross;
  private final int tapsDown;
  private final float[] weightDown;
  private final float[] filtered;
  private final float[] sum;

  AreaResize(int rows, int columns, int size) {
    super(ResizeTaps.area(columns, size), ResizeTaps.area(rows, size), columns, size);
    if (rows % size == 0 && columns % size == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d×%d to %d: OpenCV uses another algorithm for whole factors",
              rows,
              columns,
              size));
    }
    tapsAcross = across.maxCount();
    weightAcross = flat(across, tapsAcross);
    tapsDown = down.maxCount();
    weightDown = flat(down, tapsDown);
    filtered = new float[rows * size];
    sum = new float[size];
  }

  private static float[] flat(ResizeTaps taps, int width) {
    float[] weights = new float[taps.start.length * width];
    for (int o = 0; o < taps.start.length; o++) {
      for (int k = 0; k < taps.count[o]; k++) {
        weights[o * width + k] = (float) taps.weight[o][k];
      }
    }
    return weights;
  }

  @Override
  void filterRow(byte[] plane, int row, int from, int to) {
    int in = row * columns;
    int out = row * size;
    for (int cell = from; cell <= to; cell++) {
      int first = in + across.start[cell];
      int w = cell * tapsAcross;
      float value = (plane[first] & 0xff) * weightAcross[w];
      for (int k = 1; k < across.count[cell]; k++) {
        value += (plane[first + k] & 0xff) * weightAcross[w + k];
      }
      filtered[out + cell] = value;
    }
  }

  @Override
  void filterDown(byte[] to, int outputRow, int from, int last) {
    int w = outputRow * tapsDown;
    int in = down.start[outputRow] * size;
    scale(sum, filtered, in, weightDown[w], from, last);
    for (int k = 1; k < down.count[outputRow]; k++) {
      accumulate(sum, filtered, in + k * size, weightDown[w + k], from, last);
    }
    int out = outputRow * size;
    for (int cell = from; cell <= last; cell++) {
      int rounded = Float.floatToRawIntBits(sum[cell] + ROUND) & 0x1ff;
      to[out + cell] = (byte) Math.min(rounded, 255);
    }
  }

  private static void scale(float[] to, float[] row, int at, float weight, int from, int last) {
    for (int cell = from; cell <= last; cell++) {
      to[cell] = row[at + cell] * weight;
    }
  }

  private static void accumulate(
      float[] to, float[] row, int at, float weight, int from, int last) {
    for (int cell = from; cell <= last; cell++) {
      to[cell] += row[at + cell] * weight;
    }
  }
}

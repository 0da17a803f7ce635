package dev.ductile.env.processor;

/**
 * Pillow's {@code resize(…, BILINEAR)} of 8-bit images, for shrinking. Bit-exact: weights in units
 * of 2⁻²², first across a row with rounding to 8 bits, then down.
 */
final class BilinearResize extends PlaneResize {
  private static final int BITS = 22;
  private static final int HALF = 1 << (BITS - 1);

  private final int[][] weightAcross;
  private final int[][] weightDown;
  private final byte[] filtered;

  BilinearResize(int rows, int columns, int size) {
    super(ResizeTaps.triangle(columns, size), ResizeTaps.triangle(rows, size), columns, size);
    weightAcross = fixedPoint(across);
    weightDown = fixedPoint(down);
    filtered = new byte[rows * size];
  }

  private static int[][] fixedPoint(ResizeTaps taps) {
    int[][] weights = new int[taps.weight.length][];
    for (int o = 0; o < weights.length; o++) {
      weights[o] = new int[taps.weight[o].length];
      for (int k = 0; k < weights[o].length; k++) {
        weights[o][k] = (int) (0.5 + taps.weight[o][k] * (1 << BITS));
      }
    }
    return weights;
  }

  private static byte clip(int fixed) {
    return (byte) Math.max(0, Math.min(255, fixed >> BITS));
  }

  @Override
  void filterRow(byte[] plane, int row, int from, int to) {
    int in = row * columns;
    for (int cell = from; cell <= to; cell++) {
      int[] weights = weightAcross[cell];
      int first = in + across.start[cell];
      int value = HALF;
      for (int k = 0; k < weights.length; k++) {
        value += (plane[first + k] & 0xff) * weights[k];
      }
      filtered[row * size + cell] = clip(value);
    }
  }

  @Override
  void filterDown(byte[] to, int outputRow, int from, int last) {
    int[] weights = weightDown[outputRow];
    int in = down.start[outputRow] * size;
    for (int cell = from; cell <= last; cell++) {
      int value = HALF;
      for (int k = 0; k < weights.length; k++) {
        value += (filtered[in + k * size + cell] & 0xff) * weights[k];
      }
      to[outputRow * size + cell] = clip(value);
    }
  }
}

package dev.ductile.env.processor;

import java.util.Arrays;

/**
 * A separable resize of one plane that remembers its horizontally filtered rows and its output, and
 * computes only what depends on changed pixels.
 */
abstract class PlaneResize {
  final ResizeTaps across;
  final ResizeTaps down;
  final int columns;
  final int size;
  private final byte[] output;
  private final int[] outputFrom;
  private final int[] outputTo;

  PlaneResize(ResizeTaps across, ResizeTaps down, int columns, int size) {
    this.across = across;
    this.down = down;
    this.columns = columns;
    this.size = size;
    output = new byte[size * size];
    outputFrom = new int[size];
    outputTo = new int[size];
  }

  /** Filters the cells from..to of one input row horizontally. */
  abstract void filterRow(byte[] plane, int row, int from, int to);

  /** Filters the cells from..to of one output row vertically. */
  abstract void filterDown(byte[] to, int outputRow, int from, int end);

  /**
   * Brings the output up to date.
   *
   * @param plane rows × columns levels
   * @param dirtyFrom first changed column of each row
   * @param dirtyTo last changed column of each row
   * @return size × size levels, owned by this object
   */
  final byte[] resize(byte[] plane, int[] dirtyFrom, int[] dirtyTo) {
    Arrays.fill(outputFrom, size);
    Arrays.fill(outputTo, -1);
    for (int row = 0; row < dirtyFrom.length; row++) {
      if (dirtyFrom[row] <= dirtyTo[row]) {
        int from = across.firstOutput[dirtyFrom[row]];
        int to = across.lastOutput[dirtyTo[row]];
        filterRow(plane, row, from, to);
        for (int o = down.firstOutput[row]; o <= down.lastOutput[row]; o++) {
          outputFrom[o] = Math.min(outputFrom[o], from);
          outputTo[o] = Math.max(outputTo[o], to);
        }
      }
    }
    for (int o = 0; o < size; o++) {
      if (outputFrom[o] <= outputTo[o]) {
        filterDown(output, o, outputFrom[o], outputTo[o]);
      }
    }
    return output;
  }
}

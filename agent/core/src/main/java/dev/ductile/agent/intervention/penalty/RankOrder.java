package dev.ductile.agent.intervention.penalty;

/** Sorts indices by float values, for millions of them: least significant digits first. */
final class RankOrder {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 3;
  private static final int MASK = (1 << DIGIT_BITS) - 1;

  private RankOrder() {}

  /**
   * Indices of the values from the least to the greatest, −0 before 0, equal ones in their order.
   *
   * @param values without NaN
   */
  static int[] of(float[] values) {
    int[] keys = new int[values.length];
    int[][] starts = new int[DIGITS][MASK + 2];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      // As unsigned integers in the floats' order: all bits flipped below 0, the sign above.
      int key = bits ^ ((bits >> 31) | Integer.MIN_VALUE);
      keys[i] = key;
      for (int d = 0; d < DIGITS; d++) {
        starts[d][digit(key, d) + 1]++;
      }
    }
    int[] order = new int[keys.length];
    int[] next = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int d = 0; d < DIGITS; d++) {
      int[] start = starts[d];
      for (int b = 1; b < start.length; b++) {
        start[b] += start[b - 1];
      }
      for (int index : order) {
        next[start[digit(keys[index], d)]++] = index;
      }
      int[] sorted = next;
      next = order;
      order = sorted;
    }
    return order;
  }

  private static int digit(int key, int d) {
    return (key >>> (d * DIGIT_BITS)) & MASK;
  }
}

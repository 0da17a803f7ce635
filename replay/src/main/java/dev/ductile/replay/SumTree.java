package dev.ductile.replay;

/**
 * Non-negative values with their total and inverse cumulative lookup, in O(log n): a complete
 * binary tree in one array, root at 1, children of i at 2i and 2i + 1.
 *
 * <p>Every parent is recomputed as the sum of its children on each change, never adjusted by a
 * difference, so the total depends on the values alone and rounding cannot accumulate (dqn_zoo does
 * the same; Dopamine adjusts and drifts).
 */
final class SumTree {
  private final int size;
  private final int leaves;
  private final double[] nodes;

  SumTree(int size) {
    if (size < 1 || size > 1 << 29) {
      throw new IllegalArgumentException("size must be in 1…2^29, was " + size);
    }
    this.size = size;
    this.leaves = leavesFor(size);
    this.nodes = new double[2 * leaves];
  }

  private static int leavesFor(int size) {
    return size == 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
  }

  /** Bytes of the tree's array. */
  static long bytesFor(int size) {
    return 2L * leavesFor(size) * Double.BYTES;
  }

  /** Sets a value, finite and not negative. */
  void set(int index, double value) {
    requireIndex(index);
    requireValue(value);
    int node = leaves + index;
    nodes[node] = value;
    for (node >>= 1; node >= 1; node >>= 1) {
      nodes[node] = nodes[2 * node] + nodes[2 * node + 1];
    }
  }

  double get(int index) {
    requireIndex(index);
    return nodes[leaves + index];
  }

  double total() {
    return nodes[1];
  }

  /**
   * The index whose interval of the cumulative sum holds {@code target}. Always one with a positive
   * value, also where rounding has pushed the target to the total or beyond.
   *
   * @throws IllegalStateException if all values are 0
   */
  int find(double target) {
    double[] rest = {target};
    int[] found = {-1};
    findAll(rest, found, 1);
    return found[0];
  }

  /**
   * As {@link #find} for many targets at once, level by level, so that the waits for main memory
   * overlap.
   *
   * @param targets used up: contents are undefined afterwards
   * @param found index out; where it already is one (not negative) it is left alone
   * @param count how many
   * @throws IllegalStateException if there is something to find but all values are 0
   */
  void findAll(double[] targets, int[] found, int count) {
    boolean anything = false;
    for (int i = 0; i < count; i++) {
      anything |= found[i] < 0;
      found[i] = found[i] < 0 ? 1 : leaves + found[i];
    }
    if (anything && !(total() > 0)) {
      throw new IllegalStateException("all values are 0: nothing to find");
    }
    for (int level = leaves; level > 1; level >>= 1) {
      for (int i = 0; i < count; i++) {
        if (found[i] < leaves) {
          int left = 2 * found[i];
          double leftSum = nodes[left];
          if (nodes[left + 1] == 0 || (targets[i] < leftSum && leftSum > 0)) {
            found[i] = left;
          } else {
            targets[i] -= leftSum;
            found[i] = left + 1;
          }
        }
      }
    }
    for (int i = 0; i < count; i++) {
      found[i] -= leaves;
    }
  }

  /** Replaces all values at once; {@code values} beyond the size must be absent. */
  void setAll(double[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException("expected " + size + " values, got " + values.length);
    }
    for (double value : values) {
      requireValue(value);
    }
    System.arraycopy(values, 0, nodes, leaves, size);
    for (int node = leaves - 1; node >= 1; node--) {
      nodes[node] = nodes[2 * node] + nodes[2 * node + 1];
    }
  }

  /** Every parent must be exactly the sum of its children. */
  void checkInvariants() {
    for (int node = 1; node < leaves; node++) {
      if (nodes[node] != nodes[2 * node] + nodes[2 * node + 1]) {
        throw new IllegalStateException("node " + node + " is not the sum of its children");
      }
    }
  }

  private void requireIndex(int index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index must be in 0…" + (size - 1) + ", was " + index);
    }
  }

  private static void requireValue(double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("value must be finite and not negative, was " + value);
    }
  }
}

package dev.ductile.eval.probe.task;

import org.apache.commons.rng.UniformRandomProvider;

/** Random orders. */
final class Shuffles {
  private Shuffles() {}

  /** 0 to n − 1 in a uniformly random order. */
  static int[] permutation(int n, UniformRandomProvider random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    shuffle(order, random);
    return order;
  }

  /** Fisher and Yates. */
  static void shuffle(int[] values, UniformRandomProvider random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }
}

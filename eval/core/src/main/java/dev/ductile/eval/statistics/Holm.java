package dev.ductile.eval.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's (1979) step-down correction: of m tests the smallest probability is multiplied by m, the
 * next by m − 1, and so on, none becoming smaller than one before it. The chance of one false
 * finding among all stays below the level, whatever the tests have in common.
 */
public final class Holm {
  private Holm() {}

  /**
   * Corrected probabilities.
   *
   * @param probabilities of the tests; NaN where nothing could be tested, which stays NaN and does
   *     not count
   * @return in the same order, at most 1
   */
  public static double[] corrected(double[] probabilities) {
    int[] order =
        IntStream.range(0, probabilities.length)
            .filter(i -> !Double.isNaN(probabilities[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> probabilities[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] corrected = probabilities.clone();
    double least = 0;
    for (int i = 0; i < order.length; i++) {
      least = Math.max(least, Math.min(1, (order.length - i) * probabilities[order[i]]));
      corrected[order[i]] = least;
    }
    return corrected;
  }
}

package dev.ductile.agent.measurement;

/** How far action values of the same observations moved between two networks. */
final class Churn {
  private Churn() {}

  /**
   * Share of observations whose greedy action (the first of the best) differs.
   *
   * @param before [B, A]
   * @param after [B, A]
   */
  static double policy(float[] before, float[] after, int actions) {
    int changed = 0;
    for (int from = 0; from < before.length; from += actions) {
      changed += greedy(before, from, actions) != greedy(after, from, actions) ? 1 : 0;
    }
    return changed * (double) actions / before.length;
  }

  private static int greedy(float[] values, int from, int actions) {
    int best = 0;
    for (int a = 1; a < actions; a++) {
      best = values[from + a] > values[from + best] ? a : best;
    }
    return best;
  }

  /** Mean over observations and actions of |ΔQ|. */
  static double value(float[] before, float[] after) {
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += Math.abs((double) after[i] - before[i]);
    }
    return sum / before.length;
  }
}

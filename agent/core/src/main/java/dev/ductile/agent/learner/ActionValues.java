package dev.ductile.agent.learner;

import java.nio.FloatBuffer;

/** Reads rows of action values, or of any outputs, [batch, actions]. */
public final class ActionValues {
  private ActionValues() {}

  /** Index of the first of the largest values of a row. */
  public static int argMax(FloatBuffer values, int row, int actions) {
    int best = 0;
    for (int a = 1; a < actions; a++) {
      if (values.get(row * actions + a) > values.get(row * actions + best)) {
        best = a;
      }
    }
    return best;
  }

  /**
   * The largest value of each row.
   *
   * @param values float32 [rows, actions] between position and limit
   * @param largest [rows], filled
   */
  public static void largest(FloatBuffer values, float[] largest) {
    int actions = values.remaining() / largest.length;
    for (int row = 0; row < largest.length; row++) {
      largest[row] = values.get(row * actions + argMax(values, row, actions));
    }
  }

  /** log softmax of the outputs at an action. */
  public static double logProbability(FloatBuffer values, int row, int actions, int action) {
    double largest = values.get(row * actions + argMax(values, row, actions));
    double sum = 0;
    for (int a = 0; a < actions; a++) {
      sum += Math.exp(values.get(row * actions + a) - largest);
    }
    return values.get(row * actions + action) - largest - Math.log(sum);
  }
}

package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * The imaginary error function, {@code erfi x = 2/√π·∫₀ˣ exp(t²) dt}, by Gauss-Legendre quadrature:
 * to 1e-5 of its value for |x| up to 9, beyond which x counts as 9 or −9. float32 ends at 9.4.
 */
final class Erfi {
  private static final int NODES = 32;
  private static final double LIMIT = 9;
  private static final double[] NODE = new double[NODES];
  private static final double[] WEIGHT = new double[NODES];

  static {
    // Roots of the Legendre polynomial by Newton's method, moved from (−1, 1) to (0, 1).
    for (int i = 0; i < NODES; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (NODES + 0.5));
      double slope = 0;
      for (int iteration = 0; iteration < 20; iteration++) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= NODES; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = NODES * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      NODE[i] = (1 - x) / 2;
      WEIGHT[i] = 1 / ((1 - x * x) * slope * slope);
    }
  }

  private Erfi() {}

  /** Of a number. */
  static double of(double x) {
    double bounded = Math.max(-LIMIT, Math.min(LIMIT, x));
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
      double t = bounded * NODE[i];
      sum += WEIGHT[i] * Math.exp(t * t);
    }
    return 2 / Math.sqrt(Math.PI) * bounded * sum;
  }

  /**
   * Of each element.
   *
   * @param x [n]
   */
  static Tensor of(CompositeOps f, Tensor x) {
    Tensor bounded = f.clip(x, (float) -LIMIT, (float) LIMIT);
    float[] nodes = new float[NODES];
    float[] weights = new float[NODES];
    for (int i = 0; i < NODES; i++) {
      nodes[i] = (float) NODE[i];
      weights[i] = (float) (2 / Math.sqrt(Math.PI) * WEIGHT[i]);
    }
    Shape row = Shape.of(1, NODES);
    Tensor column = f.reshape(bounded, Shape.of(x.shape().dim(0), 1));
    Tensor values = f.exp(f.square(f.multiply(column, f.constant(nodes, row))));
    Tensor sum = f.reduceSum(f.multiply(values, f.constant(weights, row)), false, 1);
    return f.multiply(bounded, sum);
  }
}

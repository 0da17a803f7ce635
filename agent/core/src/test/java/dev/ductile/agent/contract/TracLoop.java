package dev.ductile.agent.contract;

import java.util.Arrays;

/** TRAC (Muppidi et al. 2024) with plain loops, as its published code computes it. */
final class TracLoop {
  private static final double[] BETAS = {0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999};
  private static final double EPSILON = 1e-8;

  private final double first;
  private final double[] reference;
  private final double[] s = new double[BETAS.length];
  private final double[] sigma = new double[BETAS.length];
  private final double[] variance = new double[BETAS.length];

  TracLoop(double first, double[] reference) {
    this.first = first;
    this.reference = reference.clone();
    Arrays.fill(sigma, 1e-8);
  }

  /** What θ is in place of {@code stepped}. */
  double[] step(double[] theta, double[] gradient, double[] stepped) {
    double before = Arrays.stream(s).sum() + EPSILON;
    double h = 0;
    for (int i = 0; i < theta.length; i++) {
      h += (theta[i] - reference[i]) / before * gradient[i];
    }
    for (int j = 0; j < BETAS.length; j++) {
      variance[j] = BETAS[j] * BETAS[j] * variance[j] + h * h;
      sigma[j] = BETAS[j] * sigma[j] - h;
      double x = sigma[j] / (Math.sqrt(2) * Math.sqrt(variance[j]) + EPSILON);
      s[j] = first * erfi(x) / erfi(1 / Math.sqrt(2));
    }
    double scale = Math.max(Arrays.stream(s).sum(), 0);
    double[] next = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      double direction = (theta[i] - reference[i]) / before + stepped[i] - theta[i];
      next[i] = reference[i] + direction * scale;
    }
    return next;
  }

  /** By its power series, whose terms are all of one sign. */
  static double erfi(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 400; n++) {
      term *= x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
}

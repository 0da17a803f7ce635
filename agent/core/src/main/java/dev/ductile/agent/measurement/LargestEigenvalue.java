package dev.ductile.agent.measurement;

import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;

/** The largest eigenvalue of a symmetric matrix that is known by its products with vectors. */
final class LargestEigenvalue {
  private final UnaryOperator<double[]> product;
  private final int size;
  private final int iterations;
  private final double tolerance;

  /**
   * Prepares.
   *
   * @param product v to Hv
   * @param size elements of v
   * @param iterations at most so many products for each of at most two searches
   * @param tolerance a search ends when its estimate changes by less, relatively
   */
  LargestEigenvalue(UnaryOperator<double[]> product, int size, int iterations, double tolerance) {
    this.product = product;
    this.size = size;
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /**
   * The largest eigenvalue, with its sign. Power iteration finds the one of largest magnitude; if
   * that is negative, it is repeated on {@code H − λI}, whose largest magnitude is at the other
   * end.
   */
  double largest(UniformRandomProvider random) {
    double extreme = search(random, 0);
    return extreme >= 0 ? extreme : search(random, extreme) + extreme;
  }

  private double search(UniformRandomProvider random, double shift) {
    double[] v = new double[size];
    java.util.random.RandomGenerator normal = random::nextLong;
    for (int i = 0; i < size; i++) {
      v[i] = normal.nextGaussian();
    }
    normalize(v);
    double estimate = 0;
    for (int k = 0; k < iterations; k++) {
      double[] w = product.apply(v).clone();
      double quotient = 0;
      for (int i = 0; i < size; i++) {
        w[i] -= shift * v[i];
        quotient += v[i] * w[i];
      }
      double change = Math.abs(quotient - estimate);
      estimate = quotient;
      if (normalize(w) == 0 || (k > 0 && change <= tolerance * Math.abs(estimate))) {
        return estimate;
      }
      v = w;
    }
    return estimate;
  }

  private static double normalize(double[] v) {
    double squares = 0;
    for (double x : v) {
      squares += x * x;
    }
    double norm = Math.sqrt(squares);
    for (int i = 0; i < v.length && norm > 0; i++) {
      v[i] /= norm;
    }
    return norm;
  }
}

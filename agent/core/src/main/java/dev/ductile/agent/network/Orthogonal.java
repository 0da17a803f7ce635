package dev.ductile.agent.network;

import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random matrices with orthogonal columns, or rows where these are fewer, each of length {@code
 * gain} (Saxe et al. 2014): Q of the QR decomposition of a matrix of independent standard normal
 * numbers, with a positive diagonal of R, so that Q is uniformly distributed (Mezzadri 2007).
 *
 * <p>By modified Gram–Schmidt in double precision: normal matrices are conditioned well enough, and
 * unlike Householder's method it never forms the square Q, 3,136 × 3,136 in the usual network.
 */
final class Orthogonal {
  private Orthogonal() {}

  /**
   * Fills a matrix.
   *
   * @param values rows × columns, row-major
   */
  static void fill(float[] values, int rows, double gain, UniformRandomProvider random) {
    int columns = values.length / rows;
    if (rows * columns != values.length) {
      throw new IllegalArgumentException(
          values.length + " values are no matrix of " + rows + " rows");
    }
    boolean tall = rows >= columns;
    double[][] q = normal(Math.min(rows, columns), Math.max(rows, columns), random);
    for (int i = 0; i < q.length; i++) {
      scale(q[i], 1 / Math.sqrt(dot(q[i], q[i])));
      for (int k = i + 1; k < q.length; k++) {
        subtract(q[k], dot(q[i], q[k]), q[i]);
      }
    }
    for (int i = 0; i < q.length; i++) {
      for (int j = 0; j < q[i].length; j++) {
        values[tall ? j * columns + i : i * columns + j] = (float) (gain * q[i][j]);
      }
    }
  }

  private static double[][] normal(int count, int length, UniformRandomProvider random) {
    RandomGenerator generator = random::nextLong;
    double[][] vectors = new double[count][length];
    for (double[] vector : vectors) {
      for (int j = 0; j < length; j++) {
        vector[j] = generator.nextGaussian();
      }
    }
    return vectors;
  }

  /** In four partial sums, which a processor adds side by side. */
  private static double dot(double[] x, double[] y) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      a += x[i] * y[i];
    }
    return (a + b) + (c + d);
  }

  private static void scale(double[] x, double by) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= by;
    }
  }

  private static void subtract(double[] from, double times, double[] x) {
    for (int i = 0; i < x.length; i++) {
      from[i] -= times * x[i];
    }
  }
}

package dev.ductile.agent.measurement;

/** Norms and products of flat vectors, summed in double precision. */
final class Vectors {
  private Vectors() {}

  /** Σ |x|. */
  static double l1(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(x[i]);
    }
    return sum;
  }

  /** Σ x². */
  static double squares(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }

  /** Elements that are not 0. */
  static long nonZero(float[] x, int from, int to) {
    long count = 0;
    for (int i = from; i < to; i++) {
      count += x[i] != 0 ? 1 : 0;
    }
    return count;
  }

  /** Σ (x − y)². */
  static double squaredDistance(float[] x, float[] y, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double d = (double) x[i] - y[i];
      sum += d * d;
    }
    return sum;
  }

  /** Inner product. */
  static double dot(float[] x, float[] y) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      a += (double) x[i] * y[i];
      b += (double) x[i + 1] * y[i + 1];
      c += (double) x[i + 2] * y[i + 2];
      d += (double) x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      a += (double) x[i] * y[i];
    }
    return a + b + c + d;
  }

  /** Mean. */
  static double mean(float[] x) {
    double sum = 0;
    for (float value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  /** Mean of (x − y)². */
  static double meanSquaredError(float[] x, float[] y) {
    return squaredDistance(x, y, 0, x.length) / x.length;
  }
}

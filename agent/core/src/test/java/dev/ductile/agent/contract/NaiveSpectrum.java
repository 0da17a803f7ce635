package dev.ductile.agent.contract;

/** The largest singular value by very many power iterations in double precision. */
final class NaiveSpectrum {
  private static final int ITERATIONS = 1000;

  private NaiveSpectrum() {}

  /** Of a matrix of inputs × outputs. */
  static double largest(double[] w, int outputs) {
    double[] u = new double[outputs];
    java.util.Arrays.fill(u, 1);
    u[0] = 2;
    double sigma = 0;
    for (int k = 0; k < ITERATIONS; k++) {
      double[] v = new double[w.length / outputs];
      double[] next = new double[outputs];
      for (int i = 0; i < v.length; i++) {
        for (int o = 0; o < outputs; o++) {
          v[i] += w[i * outputs + o] * u[o];
        }
        for (int o = 0; o < outputs; o++) {
          next[o] += w[i * outputs + o] * v[i];
        }
      }
      double lengthU = norm(u);
      sigma = norm(v) / lengthU;
      double length = norm(next);
      for (int o = 0; o < outputs; o++) {
        u[o] = next[o] / length;
      }
    }
    return sigma;
  }

  static double norm(double[] x) {
    double squares = 0;
    for (double e : x) {
      squares += e * e;
    }
    return Math.sqrt(squares);
  }
}

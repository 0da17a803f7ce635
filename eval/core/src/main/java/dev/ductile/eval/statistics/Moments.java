package dev.ductile.eval.statistics;

import java.util.Arrays;

/** Means and second moments of samples. */
final class Moments {
  private Moments() {}

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** With n − 1. */
  static double variance(double[] values) {
    return covariance(values, values);
  }

  /** With n − 1. */
  static double covariance(double[] first, double[] second) {
    double middle = mean(first);
    double other = mean(second);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += (first[i] - middle) * (second[i] - other);
    }
    return sum / (first.length - 1);
  }
}

package dev.ductile.eval.log;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A histogram over equally wide buckets from the least to the greatest finite value, as
 * TensorBoard's own summaries use (30 buckets).
 *
 * @param count number of finite values
 * @param nonFiniteCount number of values left out because they were NaN or infinite
 * @param min least finite value
 * @param max greatest finite value
 * @param sum sum of the finite values
 * @param sumOfSquares sum of their squares
 * @param upperEdges upper edge of each bucket; the last one is {@code max}
 * @param counts values in each bucket
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
record Histogram(
    long count,
    long nonFiniteCount,
    double min,
    double max,
    double sum,
    double sumOfSquares,
    double[] upperEdges,
    double[] counts) {
  static final int BUCKETS = 30;

  static Histogram of(double[] values) {
    return of(values.length, i -> values[i]);
  }

  static Histogram of(float[] values) {
    return of(values.length, i -> values[i]);
  }

  private static Histogram of(int length, IntToDoubleFunction values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double sumOfSquares = 0;
    long count = 0;
    for (int i = 0; i < length; i++) {
      double value = values.applyAsDouble(i);
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        sumOfSquares += value * value;
        count++;
      }
    }
    if (count == 0) {
      return new Histogram(0, length, 0, 0, 0, 0, new double[0], new double[0]);
    }
    double[] edges = edges(min, max);
    double[] counts = counts(length, values, min, max, edges.length);
    return new Histogram(count, length - count, min, max, sum, sumOfSquares, edges, counts);
  }

  private static double[] edges(double min, double max) {
    if (min == max) {
      return new double[] {max};
    }
    double[] edges = new double[BUCKETS];
    Arrays.setAll(edges, i -> min + (max - min) * ((i + 1) / (double) BUCKETS));
    edges[BUCKETS - 1] = max;
    return edges;
  }

  private static double[] counts(
      int length, IntToDoubleFunction values, double min, double max, int buckets) {
    double[] counts = new double[buckets];
    for (int i = 0; i < length; i++) {
      double value = values.applyAsDouble(i);
      if (Double.isFinite(value)) {
        int bucket = buckets == 1 ? 0 : (int) ((value - min) / (max - min) * buckets);
        counts[Math.min(bucket, buckets - 1)]++;
      }
    }
    return counts;
  }
}

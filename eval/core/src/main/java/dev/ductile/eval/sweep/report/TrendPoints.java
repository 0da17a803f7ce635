package dev.ductile.eval.sweep.report;

import dev.ductile.eval.statistics.Ranks;
import java.util.ArrayList;
import java.util.List;

/** A metric at positions along an axis, of trials that differ in nothing else. */
final class TrendPoints {
  private final List<Double> positions = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  void add(int position, double value) {
    positions.add((double) position);
    values.add(value);
  }

  int size() {
    return values.size();
  }

  /** Spearman's correlation of value and position; 0 for a value that never changes. */
  double correlation() {
    return Ranks.correlationOrZero(array(positions), array(values));
  }

  private static double[] array(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

package dev.ductile.eval.sweep.report;

import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/** Numbers gathered by seed. */
final class BySeed {
  private final Map<String, DoubleSummaryStatistics> seeds = new TreeMap<>();

  void add(String seed, double value) {
    seeds.computeIfAbsent(seed, s -> new DoubleSummaryStatistics()).accept(value);
  }

  boolean isEmpty() {
    return seeds.isEmpty();
  }

  /** The mean of each seed's numbers, in the order of the seeds' labels. */
  double[] means() {
    return seeds.values().stream().mapToDouble(DoubleSummaryStatistics::getAverage).toArray();
  }
}

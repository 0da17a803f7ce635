package dev.ductile.eval.cli.bench.all;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Median, lowest and highest of some values. */
record Spread(double median, double low, double high, int count) {

  /** Of at least one value; of an even number the median is the mean of the two in the middle. */
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(n - 1), n);
  }

  /** For the table: {@code 20.2 (19.8 to 23.1)}. */
  String text() {
    return count == 1
        ? digits(median)
        : digits(median) + " (" + digits(low) + " to " + digits(high) + ")";
  }

  private static String digits(double value) {
    String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("median", median);
    map.put("low", low);
    map.put("high", high);
    map.put("count", count);
    return map;
  }
}

package dev.ductile.agent.measurement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Seconds by name; what is timed inside something timed is taken out of the latter. */
final class CostClock {
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private long inner;

  /** Runs and times. */
  <T> T timed(String name, Supplier<T> body) {
    long outer = inner;
    inner = 0;
    long start = System.nanoTime();
    try {
      return body.get();
    } finally {
      long all = System.nanoTime() - start;
      nanos.merge(name, all - inner, Long::sum);
      inner = outer + all;
    }
  }

  /** Seconds by name, in the order of first use. */
  Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    nanos.forEach((name, n) -> seconds.put(name, n / 1e9));
    return seconds;
  }
}

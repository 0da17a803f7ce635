package dev.ductile.eval.probe;

import java.util.Map;

/** Hears how a probe gets on. */
public interface ProbeListener {
  /** Another point of the curve. */
  void onPoint(ProbeResult.Point point, Map<String, Double> measurements);

  /** A task was finished. */
  void onTaskEnd(int task, long updates, Map<String, Double> figures);

  /**
   * A measurement begins, see {@link dev.ductile.agent.measurement.MeasurementWatcher}.
   *
   * @param name as typed behind {@code --measure}
   * @param number of it among those that are made together, from 1
   * @param of how many are made together
   */
  default void onMeasuring(String name, int number, int of) {}

  /** What was to be measured is. */
  default void onMeasured() {}

  /** Nobody listens. */
  static ProbeListener none() {
    return new ProbeListener() {
      @Override
      public void onPoint(ProbeResult.Point point, Map<String, Double> measurements) {}

      @Override
      public void onTaskEnd(int task, long updates, Map<String, Double> figures) {}
    };
  }
}

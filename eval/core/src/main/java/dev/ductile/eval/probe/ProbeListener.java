package dev.ductile.eval.probe;

import java.util.Map;

/** Hears how a probe gets on. */
public interface ProbeListener {
  /** Another point of the curve. */
  void onPoint(ProbeResult.Point point, Map<String, Double> measurements);

  /** A task was finished. */
  void onTaskEnd(int task, long updates, Map<String, Double> figures);

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

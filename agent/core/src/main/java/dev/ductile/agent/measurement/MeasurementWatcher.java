package dev.ductile.agent.measurement;

/** Is told what is measured next; some measurements take minutes. */
@FunctionalInterface
public interface MeasurementWatcher {
  /** Does nothing. */
  MeasurementWatcher NONE = (name, number, of) -> {};

  /**
   * A measurement begins.
   *
   * @param name as typed behind {@code --measure}
   * @param number of it among those that are made together, from 1
   * @param of how many are made together
   */
  void onMeasuring(String name, int number, int of);
}

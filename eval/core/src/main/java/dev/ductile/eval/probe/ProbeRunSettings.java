package dev.ductile.eval.probe;

import dev.ductile.agent.config.RunSettings;
import dev.ductile.agent.measurement.MeasurementList;
import dev.ductile.base.ConfigurationException;
import java.util.Locale;

/**
 * How a probe is run.
 *
 * @param engine name of the network engine
 * @param device {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
 * @param engineThreads threads inside a network operation; results are equal for equal counts
 * @param bfloat16 whether convolutions are computed in bfloat16
 * @param logsPerTask points of the curve in each task
 * @param measure measurements; empty for none
 * @param measureBatch examples that are measured on
 */
public record ProbeRunSettings(
    String engine,
    String device,
    int engineThreads,
    boolean bfloat16,
    int logsPerTask,
    MeasurementList measure,
    int measureBatch) {
  /** Checks the ranges. */
  public ProbeRunSettings {
    atLeastOne("run.engineThreads", engineThreads);
    if (engineThreads > RunSettings.MOST_THREADS) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "run.engineThreads = %d is not possible: use 1 to %d",
              engineThreads,
              RunSettings.MOST_THREADS));
    }
    atLeastOne("run.logsPerTask", logsPerTask);
    atLeastOne("run.measureBatch", measureBatch);
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new ConfigurationException(key + " = " + value + " is not possible: use 1 or more");
    }
  }
}

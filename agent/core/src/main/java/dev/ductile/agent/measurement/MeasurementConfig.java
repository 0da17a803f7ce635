package dev.ductile.agent.measurement;

import dev.ductile.base.Checks;

/**
 * What is measured in a run.
 *
 * @param names of the measurements; empty for nothing
 * @param periodFrames frames between measurements
 * @param batch observations that are measured on, drawn once
 * @param probeSteps optimizer steps of the random-target probe
 * @param probeDraws random targets of the probe
 */
public record MeasurementConfig(
    MeasurementList names, long periodFrames, int batch, int probeSteps, int probeDraws) {
  private static final long MANY = 1_000_000;

  /** Checks the ranges. */
  public MeasurementConfig {
    Checks.present("measurement.names", names);
    Checks.atLeast("measurement.periodFrames", periodFrames, 1);
    Checks.within("measurement.batch", batch, 2, 65_536);
    Checks.within("measurement.probeSteps", probeSteps, 1, MANY);
    Checks.within("measurement.probeDraws", probeDraws, 1, MANY);
  }

  /** Whether anything is measured. */
  public boolean on() {
    return !names.isEmpty();
  }
}

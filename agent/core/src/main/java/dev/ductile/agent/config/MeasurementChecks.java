package dev.ductile.agent.config;

import dev.ductile.agent.measurement.MeasurementConfig;
import dev.ductile.agent.measurement.Measurements;
import dev.ductile.base.Checks;

/** Checks of what is measured. */
final class MeasurementChecks {
  private static final long MANY = 1_000_000;

  private MeasurementChecks() {}

  static void check(MeasurementConfig measurement) {
    Checks.present("measurement.names", measurement.names());
    Measurements.parse(measurement.names());
    Checks.atLeast("measurement.periodFrames", measurement.periodFrames(), 1);
    Checks.within("measurement.batch", measurement.batch(), 2, 65_536);
    Checks.within("measurement.probeSteps", measurement.probeSteps(), 1, MANY);
    Checks.within("measurement.probeDraws", measurement.probeDraws(), 1, MANY);
  }
}

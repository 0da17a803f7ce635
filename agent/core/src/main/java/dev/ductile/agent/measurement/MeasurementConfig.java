package dev.ductile.agent.measurement;

/**
 * What is measured in a run.
 *
 * @param names as {@link Measurements#parse} reads them; empty for nothing
 * @param periodFrames frames between measurements
 * @param batch observations that are measured on, drawn once
 * @param probeSteps optimizer steps of the random-target probe
 * @param probeDraws random targets of the probe
 */
public record MeasurementConfig(
    String names, long periodFrames, int batch, int probeSteps, int probeDraws) {
  /** Whether anything is measured. */
  public boolean on() {
    return !Measurements.parse(names).isEmpty();
  }
}

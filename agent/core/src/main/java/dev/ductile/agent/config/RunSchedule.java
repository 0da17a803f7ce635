package dev.ductile.agent.config;

/** In which order a run acts and updates; both are reproducible. */
public enum RunSchedule {
  /** Step, then update, as the published agents do. */
  SERIAL,
  /**
   * Updates run while the environments play on until the next ones are due; actions are chosen with
   * parameters that are one group of updates older.
   */
  OVERLAPPED
}

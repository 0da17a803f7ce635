package dev.ductile.agent.training;

import dev.ductile.agent.config.RunConfig;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells a listener what became due with a round: metrics, measurements, evaluation, checkpoint. */
final class DueReports {
  private final RunConfig config;
  private final Optional<TrainingMeasurements> measurements;
  private final Supplier<TrainingMetrics> metrics;

  /**
   * @param metrics takes the means since it was last asked
   */
  DueReports(
      RunConfig config,
      Optional<TrainingMeasurements> measurements,
      Supplier<TrainingMetrics> metrics) {
    this.config = config;
    this.measurements = measurements;
    this.metrics = metrics;
  }

  /** Of the round between two counts. */
  void tell(TrainingListener listener, Counters before, Counters now) {
    if (crossed(before, now, config.run().logPeriodFrames())) {
      listener.onMetrics(now, metrics.get());
    }
    if (crossed(before, now, config.measurement().periodFrames())) {
      measurements
          .filter(TrainingMeasurements::isPossible)
          .ifPresent(m -> listener.onMeasurement(now, m.measure(listener::onMeasuring)));
    }
    if (crossed(before, now, config.evaluation().periodFrames())) {
      listener.onEvaluationDue(now);
    }
    long kept = config.run().keepCheckpointsAtFrames().within(before.frames(), now.frames());
    if (kept > 0 || crossed(before, now, config.run().checkpointPeriodFrames())) {
      listener.onCheckpointDue(now, kept);
    }
  }

  private static boolean crossed(Counters before, Counters now, long period) {
    return period > 0 && before.frames() / period != now.frames() / period;
  }
}

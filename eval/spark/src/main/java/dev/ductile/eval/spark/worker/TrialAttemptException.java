package dev.ductile.eval.spark.worker;

/** An attempt at a trial failed; the message, which Spark's page shows, says why. */
public final class TrialAttemptException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrialAttemptException(String reason) {
    super(reason);
  }
}

package dev.ductile.agent.training;

/** The loss became infinite or NaN: going on would only spoil the parameters. */
public final class NonFiniteLossException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NonFiniteLossException(float loss, Counters counters) {
    super(
        "the loss became "
            + loss
            + " at update "
            + counters.updates()
            + " (frame "
            + counters.frames()
            + "); the run was stopped. Try a smaller optimizer.learningRate");
  }
}

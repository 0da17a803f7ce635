package dev.ductile.eval.probe;

/** A loss was not finite any more. */
public class ProbeDivergedException extends RuntimeException {
  ProbeDivergedException(float loss, long updates, long seed) {
    super(
        "the loss became "
            + loss
            + " at update "
            + updates
            + " of seed "
            + seed
            + "; the probe was stopped. Try a smaller --learning-rate");
  }
}

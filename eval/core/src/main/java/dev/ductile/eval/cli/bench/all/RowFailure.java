package dev.ductile.eval.cli.bench.all;

/** Why a row has no figure, in one line. */
final class RowFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean meaningless;

  private RowFailure(String reason, boolean meaningless) {
    super(reason);
    this.meaningless = meaningless;
  }

  /** The measurement went wrong. */
  static RowFailure failed(String reason) {
    return new RowFailure(reason, false);
  }

  /** There is nothing to measure here. */
  static RowFailure meaningless(String reason) {
    return new RowFailure(reason, true);
  }

  /** Whether there is nothing to measure, which is no fault. */
  boolean isMeaningless() {
    return meaningless;
  }
}

package dev.ductile.eval.probe.task;

/** What tells how well a task was learned. */
public enum Score {
  /** Share of the examples whose class has the largest output; higher is better. */
  ACCURACY("accuracy", true),
  /**
   * Mean squared error divided by the variance of the targets: 0 is perfect, 1 what the best
   * constant reaches; lower is better.
   */
  UNEXPLAINED("squared error / variance of targets", false),
  /** Mean reward of greedy actions divided by the best possible one; higher is better. */
  REWARD("share of the best reward", true);

  private final String label;
  private final boolean higherIsBetter;

  Score(String label, boolean higherIsBetter) {
    this.label = label;
    this.higherIsBetter = higherIsBetter;
  }

  /** For axes and tables. */
  public String label() {
    return label;
  }

  /** Whether more is better. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}

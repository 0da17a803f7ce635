package dev.ductile.agent.measurement;

/** What a measurement costs. */
public enum MeasurementCost {
  /** One forward pass, one gradient, or a look at the parameters. */
  CHEAP("cheap"),
  /** Singular values of the feature matrix. */
  MODERATE("moderate"),
  /** A pass per sample, or tens to thousands of passes. */
  EXPENSIVE("expensive");

  private final String text;

  MeasurementCost(String text) {
    this.text = text;
  }

  /** In words, as typed to choose all of the class. */
  public String text() {
    return text;
  }
}

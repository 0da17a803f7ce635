package dev.ductile.agent.measurement;

/** What a measurement costs. */
public enum MeasurementCost {
  /** One forward pass, one gradient, or a look at the parameters. */
  CHEAP("cheap", "one forward pass, one gradient, or a look at the parameters"),
  /** Singular values of the feature matrix. */
  MODERATE("moderate", "singular values of the feature matrix"),
  /** A pass per sample, or tens to thousands of passes. */
  EXPENSIVE("expensive", "a pass for each sample, or tens to thousands of passes");

  private final String text;
  private final String meaning;

  MeasurementCost(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** What has to be computed. */
  public String meaning() {
    return meaning;
  }

  /** In words, as typed to choose all of the class. */
  public String text() {
    return text;
  }
}

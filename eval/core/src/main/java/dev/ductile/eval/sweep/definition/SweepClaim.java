package dev.ductile.eval.sweep.definition;

/**
 * A claim that a sweep puts to the test.
 *
 * @param claim in words
 * @param source who claims it, and how well that is known
 * @param metric dotted path into a trial's {@code summary.json}
 * @param higherIsBetter whether a greater metric is better; of no meaning for trends
 * @param comparison what is compared
 */
public record SweepClaim(
    String claim, String source, String metric, boolean higherIsBetter, Comparison comparison) {

  /** Whether a positive difference, or correlation, is what is claimed. */
  public boolean claimsPositive() {
    return comparison instanceof Comparison.Trend trend ? trend.increasing() : higherIsBetter;
  }
}

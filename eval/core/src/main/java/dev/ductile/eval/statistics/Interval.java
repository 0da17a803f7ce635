package dev.ductile.eval.statistics;

/**
 * An estimate over seeds, with an interval around it where the data allow one, all in the unit of
 * what was estimated.
 *
 * @param estimate the statistic of the data; NaN where they define none
 * @param low lower end; NaN without an interval
 * @param high upper end; NaN without an interval
 * @param missing why there is no interval, in words; empty where there is one
 */
public record Interval(double estimate, double low, double high, String missing) {
  /** Share of the interval's magnitude that sums of floating-point numbers may be wrong by. */
  private static final double ROUNDING = 1e-12;

  /** An estimate with its interval. */
  public Interval(double estimate, double low, double high) {
    this(estimate, low, high, "");
  }

  /** An estimate without an interval, or with NaN not even that. */
  public static Interval without(double estimate, String why) {
    return new Interval(estimate, Double.NaN, Double.NaN, why);
  }

  /** Whether there is an interval. */
  public boolean hasEnds() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /** Whether there is an interval and all of it is greater than {@code value}, beyond rounding. */
  public boolean isAbove(double value) {
    return low - value > rounding();
  }

  /** Whether there is an interval and all of it is less than {@code value}, beyond rounding. */
  public boolean isBelow(double value) {
    return value - high > rounding();
  }

  /** The same for a statistic that cannot leave a range: what lies outside is cut off. */
  public Interval within(double least, double most) {
    return hasEnds() ? new Interval(estimate, Math.max(low, least), Math.min(high, most)) : this;
  }

  private double rounding() {
    return ROUNDING * Math.max(Math.abs(low), Math.abs(high));
  }
}

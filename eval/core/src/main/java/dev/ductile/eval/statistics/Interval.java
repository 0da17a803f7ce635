package dev.ductile.eval.statistics;

/**
 * An estimate with an interval around it, all in the unit of what was estimated. NaN where the data
 * define no such number, for example a correlation of constant values.
 *
 * @param estimate the statistic of the data
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Interval(double estimate, double low, double high) {
  /** Share of the interval's magnitude that sums of floating-point numbers may be wrong by. */
  private static final double ROUNDING = 1e-12;

  /** Whether everything in the interval is greater than {@code value}, by more than rounding. */
  public boolean isAbove(double value) {
    return low - value > rounding();
  }

  /** Whether everything in the interval is less than {@code value}, by more than rounding. */
  public boolean isBelow(double value) {
    return value - high > rounding();
  }

  private double rounding() {
    return ROUNDING * Math.max(Math.abs(low), Math.abs(high));
  }
}

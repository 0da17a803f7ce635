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
  /** Whether everything in the interval is greater than {@code value}. */
  public boolean isAbove(double value) {
    return low > value;
  }

  /** Whether everything in the interval is less than {@code value}. */
  public boolean isBelow(double value) {
    return high < value;
  }
}

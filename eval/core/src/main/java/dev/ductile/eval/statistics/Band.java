package dev.ductile.eval.statistics;

import java.util.List;

/**
 * A line with an interval at each of its points.
 *
 * @param at the points, ascending: frames, or thresholds
 * @param values what the line has there
 */
public record Band(double[] at, List<Interval> values) {
  /** Keeps a copy. */
  public Band {
    values = List.copyOf(values);
    if (at.length != values.size()) {
      throw new IllegalArgumentException(at.length + " points with " + values.size() + " values");
    }
  }
}

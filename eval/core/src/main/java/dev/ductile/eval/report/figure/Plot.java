package dev.ductile.eval.report.figure;

import dev.ductile.eval.plot.Axis;
import dev.ductile.eval.statistics.Interval;
import java.util.List;

/** A rectangle of a drawing with two axes. */
final class Plot {
  /** Space below for ticks and the axis' label. */
  static final int BELOW = 38;

  private final Drawing drawing;
  private final Axis x;
  private final Axis y;
  private final double left;
  private final double top;
  private final double width;
  private final double height;

  Plot(Drawing drawing, Axis x, Axis y, double left, double top, double width, double height) {
    this.drawing = drawing;
    this.x = x;
    this.y = y;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  /** Grid, ticks and labels; of the vertical axis only where it has ticks. */
  void frame() {
    for (int i = 0; i < x.ticks().size(); i++) {
      double at = x(x.ticks().get(i));
      drawing.line(at, top, at, top + height, Stroke.whole(Ink.GRID, 1));
      drawing.text(at, top + height + 16, x.tickLabels().get(i), Words.Look.MIDDLE);
    }
    for (int i = 0; i < y.ticks().size(); i++) {
      double at = y(y.ticks().get(i));
      drawing.line(left, at, left + width, at, Stroke.whole(Ink.GRID, 1));
      drawing.text(left - 6, at + 4, y.tickLabels().get(i), Words.Look.END);
    }
    drawing.line(left, top + height, left + width, top + height, Stroke.whole(Ink.AXIS, 1));
    drawing.text(left + width / 2, top + height + 32, x.label(), Words.Look.MIDDLE);
  }

  double x(double value) {
    return left + width * share(x, value);
  }

  double y(double value) {
    return top + height * (1 - share(y, value));
  }

  /** What lies outside ends at the edge. */
  private static double share(Axis axis, double value) {
    double low = axis.position(axis.min());
    double share = (axis.position(value) - low) / (axis.position(axis.max()) - low);
    return Math.max(0, Math.min(1, share));
  }

  /** A line with its band where there is one. */
  void curve(double[] at, List<Interval> values, int series) {
    int from = 0;
    while (from < at.length) {
      int to = from;
      while (to < at.length && values.get(to).hasEnds()) {
        to++;
      }
      if (to - from > 1) {
        band(at, values, from, to, Ink.series(series));
      }
      from = to + 1;
    }
    double[] xs = new double[at.length];
    double[] ys = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double estimate = values.get(i).estimate();
      xs[i] = x(at[i]);
      ys[i] = Double.isFinite(estimate) ? y(estimate) : Double.NaN;
    }
    drawing.trace(xs, ys, Stroke.series(series));
  }

  private void band(double[] at, List<Interval> values, int from, int to, Ink ink) {
    double[] xs = new double[to - from];
    double[] lows = new double[to - from];
    double[] highs = new double[to - from];
    for (int i = from; i < to; i++) {
      xs[i - from] = x(at[i]);
      lows[i - from] = y(values.get(i).low());
      highs[i - from] = y(values.get(i).high());
    }
    drawing.band(xs, lows, highs, ink);
  }
}

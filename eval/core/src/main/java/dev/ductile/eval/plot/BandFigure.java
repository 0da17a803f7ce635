package dev.ductile.eval.plot;

import dev.ductile.base.files.OutputException;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A figure of curves with bands around them, such as means over seeds. Needs no display.
 *
 * @param title first line
 * @param subtitle second line: what bands mean
 * @param xLabel of the horizontal axis, in words
 * @param yLabel of the vertical axis, in words
 * @param scale of the vertical axis
 * @param marks where something begins
 * @param lines the curves
 */
public record BandFigure(
    String title,
    String subtitle,
    String xLabel,
    String yLabel,
    Scale scale,
    List<Mark> marks,
    List<Line> lines) {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;
  private static final double LEAST = 1e-12;

  /** A vertical axis. */
  public enum Scale {
    /** As far as the values go. */
    LINEAR,
    /** From 0 to 1. */
    SHARE,
    /** Of ratios; values below 1e-12 stand there. */
    LOGARITHMIC
  }

  /**
   * A curve; all arrays of one length. It breaks at values that are not finite.
   *
   * @param label what it is
   * @param low lower ends of the band; NaN where there is none
   * @param high upper ends of the band
   */
  public record Line(String label, double[] x, double[] mean, double[] low, double[] high) {}

  /**
   * Writes a PNG of 1000 by 600 pixels and an SVG beside it, each in one step.
   *
   * @throws OutputException if it cannot be written
   */
  public void write(Path png) {
    figure().write(png);
  }

  Figure figure() {
    List<PlotLegend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      PlotStyle.Series style = PlotStyle.series(i);
      Line line = lines.get(i);
      boolean band = DoubleStream.of(line.low()).anyMatch(Double::isFinite);
      entries.add(
          band
              ? PlotLegend.Entry.band(line.label(), style)
              : PlotLegend.Entry.line(line.label(), style));
    }
    return Figure.ofSize(WIDTH, HEIGHT, title, subtitle, entries, this::paint);
  }

  private void paint(Graphics2D graphics, int width, int height) {
    double last =
        DoubleStream.concat(
                lines.stream().flatMapToDouble(line -> DoubleStream.of(line.x())),
                marks.stream().mapToDouble(Mark::at))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Axis x = Axis.counts(xLabel, last, 10);
    Panel panel = new Panel(x, yAxis(), PlotStyle.LABEL).marks(marks);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      panel.band(line.x(), drawable(line.low()), drawable(line.high()), PlotStyle.series(i).band());
    }
    for (int i = 0; i < lines.size(); i++) {
      panel.line(lines.get(i).x(), drawable(lines.get(i).mean()), PlotStyle.series(i));
    }
    if (lines.isEmpty()) {
      panel.note("no data yet");
    }
    int margin = PlotStyle.MARGIN;
    panel.paint(graphics, margin, 0, width - 2 * margin, height - margin / 2);
  }

  private double[] drawable(double[] values) {
    return scale == Scale.LOGARITHMIC
        ? DoubleStream.of(values).map(v -> Double.isNaN(v) ? v : Math.max(LEAST, v)).toArray()
        : values;
  }

  private Axis yAxis() {
    if (scale == Scale.SHARE) {
      return Axis.share(yLabel, 10);
    }
    double[] all =
        lines.stream()
            .flatMap(line -> java.util.stream.Stream.of(line.mean(), line.low(), line.high()))
            .flatMapToDouble(values -> DoubleStream.of(drawable(values)))
            .filter(Double::isFinite)
            .toArray();
    double low = DoubleStream.of(all).min().orElse(Double.NaN);
    double high = DoubleStream.of(all).max().orElse(Double.NaN);
    return scale == Scale.LOGARITHMIC
        ? Axis.logarithmic(yLabel + " (log scale)", low, high, 8)
        : Axis.linear(yLabel, low, high, 10);
  }
}

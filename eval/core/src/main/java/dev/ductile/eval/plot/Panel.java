package dev.ductile.eval.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One coordinate system. XChart draws what is in it; axes, ticks and marks are drawn here, because
 * XChart puts ticks at data points and gives their labels different numbers of digits.
 */
public final class Panel {
  private static final Color INVISIBLE = new Color(0, 0, 0, 0);
  private static final BasicStroke THIN = new BasicStroke(1f);
  private static final BasicStroke MARK_STROKE =
      new BasicStroke(
          1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {2, 3}, 0f);
  private static final int TICK = 4;
  private static final int GAP = 6;
  private static final int MARKERS_ON_A_LINE = 10;

  private final Axis x;
  private final Axis y;
  private final Font font;
  private final List<Mark> marks = new ArrayList<>();
  private final XYChart chart = new XYChartBuilder().build();
  private String note = "";
  private int series;

  /** An empty system. */
  public Panel(Axis x, Axis y, Font font) {
    this.x = x;
    this.y = y;
    this.font = font;
  }

  /** A curve; it breaks where a value cannot be drawn, and single points show as markers. */
  public Panel line(double[] at, double[] values, PlotStyle.Series style) {
    int from = 0;
    for (int i = 0; i <= at.length; i++) {
      if (i == at.length || !y.has(values[i]) || !x.has(at[i])) {
        if (i > from) {
          segment(Arrays.copyOfRange(at, from, i), Arrays.copyOfRange(values, from, i), style);
        }
        from = i + 1;
      }
    }
    int[] shown = IntStream.range(0, at.length).filter(i -> y.has(values[i])).toArray();
    if (style.marker() != null && shown.length > 1) {
      int stride = (shown.length + MARKERS_ON_A_LINE - 1) / MARKERS_ON_A_LINE;
      int offset = series % stride;
      int[] some = IntStream.of(shown).filter(i -> i % stride == offset).toArray();
      points(
          IntStream.of(some).mapToDouble(i -> at[i]).toArray(),
          IntStream.of(some).mapToDouble(i -> values[i]).toArray(),
          style.color(),
          style.marker());
    }
    return this;
  }

  private void segment(double[] at, double[] values, PlotStyle.Series style) {
    if (at.length == 1) {
      Marker marker = style.marker() == null ? SeriesMarkers.CIRCLE : style.marker();
      points(at, values, style.color(), marker);
      return;
    }
    XYSeries line = add(at, values, XYSeriesRenderStyle.Line);
    line.setLineColor(style.color()).setLineStyle(style.stroke());
    line.setLineWidth(style.stroke().getLineWidth());
    line.setMarker(SeriesMarkers.NONE);
  }

  /** Single points. */
  public Panel points(double[] at, double[] values, Color color, Marker marker) {
    int[] shown =
        IntStream.range(0, at.length).filter(i -> x.has(at[i]) && y.has(values[i])).toArray();
    if (shown.length > 0) {
      double[] xs = IntStream.of(shown).mapToDouble(i -> at[i]).toArray();
      double[] ys = IntStream.of(shown).mapToDouble(i -> values[i]).toArray();
      add(xs, ys, XYSeriesRenderStyle.Scatter).setMarker(marker).setMarkerColor(color);
    }
    return this;
  }

  /** A filled area between two curves; it breaks where an end is missing. */
  public Panel band(double[] at, double[] low, double[] high, Color fill) {
    int from = 0;
    for (int i = 0; i <= at.length; i++) {
      if (i == at.length || !y.has(high[i]) || !y.has(low[i]) || !x.has(at[i])) {
        if (i - from > 1) {
          area(at, low, high, from, i, fill);
        } else if (i > from) {
          bar(at[from], low[from], high[from], fill);
        }
        from = i + 1;
      }
    }
    return this;
  }

  private void bar(double at, double low, double high, Color fill) {
    XYSeries bar = add(new double[] {at, at}, new double[] {low, high}, XYSeriesRenderStyle.Line);
    bar.setLineColor(fill).setLineStyle(new BasicStroke(5f)).setLineWidth(5f);
    bar.setMarker(SeriesMarkers.NONE);
  }

  private void area(double[] at, double[] low, double[] high, int from, int to, Color fill) {
    int n = to - from;
    double[] around = new double[2 * n];
    double[] ends = new double[2 * n];
    for (int k = 0; k < n; k++) {
      around[k] = at[from + k];
      ends[k] = high[from + k];
      around[2 * n - 1 - k] = at[from + k];
      ends[2 * n - 1 - k] = low[from + k];
    }
    XYSeries band = add(around, ends, XYSeriesRenderStyle.PolygonArea);
    band.setFillColor(fill);
    band.setLineColor(INVISIBLE).setLineWidth(0);
    band.setMarker(SeriesMarkers.NONE);
  }

  /** Dotted vertical lines, with their labels where there is room. */
  public Panel marks(List<Mark> more) {
    more.stream().filter(mark -> mark.at() >= x.min() && mark.at() <= x.max()).forEach(marks::add);
    return this;
  }

  /** Words in the middle. */
  public Panel note(String text) {
    note = text;
    return this;
  }

  private XYSeries add(double[] at, double[] values, XYSeriesRenderStyle style) {
    double[] xs = Arrays.stream(at).map(x::position).toArray();
    double[] ys = Arrays.stream(values).map(y::position).toArray();
    return chart.addSeries("series " + series++, xs, ys).setXYSeriesRenderStyle(style);
  }

  /** Paints into a rectangle. */
  public void paint(Graphics2D graphics, int left, int top, int width, int height) {
    int line = font.getSize() + 3;
    int labels = y.tickLabels().stream().mapToInt(t -> TextLines.width(t, font)).max().orElse(0);
    int titles = y.label().isEmpty() ? 0 : line + GAP;
    int lastLabel =
        x.tickLabels().isEmpty()
            ? 0
            : TextLines.width(lines(last(x.tickLabels())).get(0), font) / 2;
    int lines = x.tickLabels().stream().mapToInt(text -> lines(text).size()).max().orElse(1);
    int plotLeft = left + titles + labels + TICK + 4;
    int plotWidth = Math.max(10, left + width - plotLeft - Math.max(4, lastLabel));
    int plotTop = top + (marks.stream().allMatch(m -> m.label().isEmpty()) ? 4 : line + 2);
    int below = TICK + line * lines + (x.label().isEmpty() ? 0 : line + 4);
    int plotHeight = Math.max(10, top + height - below - plotTop);
    graphics.setFont(font);
    grid(graphics, plotLeft, plotTop, plotWidth, plotHeight);
    data(graphics, plotLeft, plotTop, plotWidth, plotHeight);
    frame(graphics, plotLeft, plotTop, plotWidth, plotHeight);
    graphics.setColor(PlotStyle.TEXT);
    int middle = plotLeft + plotWidth / 2;
    TextLines.drawCentred(graphics, List.of(x.label()), middle, top + height - 4, 0);
    AffineTransform upright = graphics.getTransform();
    graphics.translate(left + line - 4, plotTop + plotHeight / 2);
    graphics.rotate(-Math.PI / 2);
    String title = TextLines.cut(y.label(), font, Math.max(40, height - 8));
    TextLines.drawCentred(graphics, List.of(title), 0, 0, 0);
    graphics.setTransform(upright);
    TextLines.drawCentred(graphics, List.of(note), middle, plotTop + plotHeight / 2, 0);
  }

  private static List<String> lines(String text) {
    return text.lines().toList().isEmpty() ? List.of("") : text.lines().toList();
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }

  /** Horizontal place of a value in a plot. */
  private static double place(Axis axis, double value, double from, double length) {
    double low = axis.position(axis.min());
    return from + (axis.position(value) - low) / (axis.position(axis.max()) - low) * length;
  }

  private void grid(Graphics2D graphics, int left, int top, int width, int height) {
    graphics.setStroke(THIN);
    graphics.setColor(PlotStyle.GRID);
    for (double tick : y.ticks()) {
      double at = place(y, tick, top + height, -height);
      graphics.draw(new Line2D.Double(left, at, left + width, at));
    }
    double free = Double.NEGATIVE_INFINITY;
    for (Mark mark : marks) {
      double at = place(x, mark.at(), left, width);
      graphics.setStroke(MARK_STROKE);
      graphics.setColor(PlotStyle.GREY);
      graphics.draw(new Line2D.Double(at, top, at, top + height));
      int text = TextLines.width(mark.label(), font);
      double start = Math.min(at - 3, left + width - (double) text);
      if (!mark.label().isEmpty() && start >= free) {
        graphics.drawString(mark.label(), (float) start, top - 4f);
        free = start + text + 8;
      }
    }
  }

  private void data(Graphics2D graphics, int left, int top, int width, int height) {
    if (series == 0) {
      return; // XChart paints nothing without a series
    }
    XYStyler styler = chart.getStyler();
    styler.setLegendVisible(false).setChartTitleVisible(false).setChartBackgroundColor(INVISIBLE);
    styler.setPlotBackgroundColor(INVISIBLE).setPlotBorderVisible(false);
    styler.setPlotGridLinesVisible(false).setPlotTicksMarksVisible(false).setPlotMargin(0);
    styler.setAxisTicksVisible(false).setAxisTitlesVisible(false).setAxisTitlePadding(0);
    styler.setAxisTickPadding(0).setAxisTickMarkLength(0).setChartPadding(0);
    styler.setPlotContentSize(1).setMarkerSize(font.getSize() > 11 ? 6 : 5);
    styler.setXAxisMin(x.position(x.min())).setXAxisMax(x.position(x.max()));
    styler.setYAxisMin(y.position(y.min())).setYAxisMax(y.position(y.max()));
    graphics.translate(left, top);
    chart.paint(graphics, width, height);
    graphics.translate(-left, -top);
    graphics.setClip(null);
  }

  private void frame(Graphics2D graphics, int left, int top, int width, int height) {
    int bottom = top + height;
    graphics.setFont(font);
    graphics.setStroke(THIN);
    graphics.setColor(PlotStyle.FRAME);
    graphics.draw(new Line2D.Double(left, top, left, bottom));
    graphics.draw(new Line2D.Double(left, bottom, left + width, bottom));
    for (int i = 0; i < y.ticks().size(); i++) {
      double at = place(y, y.ticks().get(i), bottom, -height);
      graphics.setColor(PlotStyle.FRAME);
      graphics.draw(new Line2D.Double(left - TICK, at, left, at));
      graphics.setColor(PlotStyle.TEXT);
      String label = y.tickLabels().get(i);
      int text = TextLines.width(label, font);
      graphics.drawString(label, left - TICK - 3 - text, (float) at + font.getSize() * 0.36f);
    }
    double free = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.ticks().size(); i++) {
      double at = place(x, x.ticks().get(i), left, width);
      graphics.setColor(PlotStyle.FRAME);
      graphics.draw(new Line2D.Double(at, bottom, at, bottom + TICK));
      List<String> label = lines(x.tickLabels().get(i));
      int text = label.stream().mapToInt(part -> TextLines.width(part, font)).max().orElse(0);
      if (at - text / 2.0 >= free) {
        graphics.setColor(PlotStyle.TEXT);
        int first = bottom + TICK + font.getSize();
        TextLines.drawCentred(graphics, label, (int) at, first, font.getSize() + 3);
        free = at + text / 2.0 + GAP;
      }
    }
  }
}

package dev.ductile.eval.sweep;

import dev.ductile.eval.plot.TextLines;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.IntervalText;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The plot of one claim: a column for each group with a point for each seed, the mean, and its
 * interval.
 */
final class ClaimPanel {
  private static final Font TICK_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Color SEED = new Color(0x33, 0x66, 0xAA, 130);
  private static final Color MEAN = new Color(0xCC, 0x44, 0x11);
  private static final Color TEXT = new Color(0x33, 0x33, 0x33);
  private static final int LABEL_LINES = 3;
  private static final int LABEL_LINE_PIXELS = 15;

  /** Beyond this ratio of means the axis is logarithmic. */
  private static final double LOG_RATIO = 100;

  private final ClaimResult result;
  private final XYChart chart;
  private int series;

  /** Lower end of a logarithmic axis. */
  private double bottom = Double.NEGATIVE_INFINITY;

  ClaimPanel(ClaimResult result) {
    this.result = result;
    this.chart = new XYChartBuilder().yAxisTitle(result.claim().metric()).build();
  }

  /** Paints with the upper left corner at the origin. */
  void paint(Graphics2D graphics, int width, int height) {
    List<MetricGroup> groups = result.groups();
    double[] values =
        groups.stream().flatMapToDouble(group -> Arrays.stream(group.values())).toArray();
    if (values.length == 0) {
      graphics.setColor(TEXT);
      graphics.setFont(TICK_FONT);
      graphics.drawString("no data yet", width / 2 - 30, height / 2);
      return;
    }
    boolean logarithmic = isLogarithmic(groups, values);
    style(groups.size(), values, logarithmic);
    for (int i = 0; i < groups.size(); i++) {
      addGroup(groups.get(i), i, groups.size());
    }
    int labels = LABEL_LINES * LABEL_LINE_PIXELS + 6;
    chart.paint(graphics, width, height - labels);
    graphics.setClip(null);
    graphics.setFont(TICK_FONT);
    graphics.setColor(TEXT);
    int column = (int) (chart.getScreenXFromChart(1) - chart.getScreenXFromChart(0)) - 6;
    for (int i = 0; i < groups.size(); i++) {
      List<String> lines = TextLines.wrap(groups.get(i).label(), TICK_FONT, column, LABEL_LINES);
      int x = (int) chart.getScreenXFromChart(i);
      TextLines.drawCentred(graphics, lines, x, height - labels + 12, LABEL_LINE_PIXELS);
    }
    if (result.claim().comparison() instanceof Comparison.Trend trend) {
      int middle = (int) chart.getScreenXFromChart((groups.size() - 1) / 2.0);
      TextLines.drawCentred(graphics, List.of(trend.along()), middle, height + 4, 0);
    }
  }

  /** Means far apart, and nothing that a logarithmic axis cannot show. */
  private static boolean isLogarithmic(List<MetricGroup> groups, double[] values) {
    double[] means =
        groups.stream()
            .filter(group -> group.values().length > 0)
            .mapToDouble(group -> group.mean().estimate())
            .toArray();
    double low = Arrays.stream(means).min().orElseThrow();
    double high = Arrays.stream(means).max().orElseThrow();
    return Arrays.stream(values).min().orElseThrow() > 0 && high / low > LOG_RATIO;
  }

  private void style(int groups, double[] values, boolean logarithmic) {
    XYStyler styler = chart.getStyler();
    styler.setChartTitleVisible(false);
    styler.setLegendVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xE4, 0xE4, 0xE4));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotMargin(0);
    styler.setChartPadding(4);
    styler.setPlotContentSize(1);
    styler.setChartFontColor(TEXT);
    styler.setAxisTitleFont(TICK_FONT);
    styler.setAxisTickLabelsFont(TICK_FONT);
    styler.setAxisTickLabelsColor(TEXT);
    styler.setXAxisTicksVisible(false);
    styler.setXAxisMin(-0.6);
    styler.setXAxisMax(groups - 0.4);
    styler.setYAxisTickMarkSpacingHint(40);
    styler.setYAxisLogarithmic(logarithmic);
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    for (MetricGroup group : result.groups()) {
      if (group.mean().hasEnds()) {
        // A logarithmic axis has no place for an end at or below 0: the line leaves the plot.
        low = logarithmic ? low : Math.min(low, group.mean().low());
        high = Math.max(high, group.mean().high());
      }
    }
    double scale = Math.max(Math.abs(low), Math.abs(high));
    styler.setYAxisTickLabelsFormattingFunction(value -> IntervalText.number(value, scale));
    if (logarithmic) {
      chart.setYAxisTitle(result.claim().metric() + " (log scale)");
      bottom = Math.pow(10, Math.floor(Math.log10(low)));
      styler.setYAxisMin(bottom);
      styler.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(high))));
    } else {
      double margin = high > low ? (high - low) * 0.08 : Math.max(Math.abs(high) * 0.1, 0.1);
      styler.setYAxisMin(low - margin);
      styler.setYAxisMax(high + margin);
    }
  }

  private void addGroup(MetricGroup group, int position, int groups) {
    double[] values = group.values();
    if (values.length == 0) {
      return;
    }
    // Seeds stand side by side left of the mean, so that equal values do not hide each other.
    double[] x = new double[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = position - 0.28 + 0.22 * (values.length == 1 ? 0.5 : i / (values.length - 1.0));
    }
    XYSeries seeds = add(x, values, XYSeriesRenderStyle.Scatter, SeriesMarkers.CIRCLE, SEED);
    seeds.setMarkerColor(SEED);
    double at = position + 0.14;
    Interval mean = group.mean();
    if (mean.hasEnds()) {
      double[] ends = {Math.max(mean.low(), bottom), mean.high()};
      XYSeries interval =
          add(new double[] {at, at}, ends, XYSeriesRenderStyle.Line, SeriesMarkers.NONE, MEAN);
      interval.setLineStyle(new BasicStroke(2.4f)).setLineWidth(2.4f);
    }
    double[] centre = {mean.estimate()};
    add(new double[] {at}, centre, XYSeriesRenderStyle.Scatter, SeriesMarkers.DIAMOND, MEAN);
    chart.getStyler().setMarkerSize(groups > 6 ? 6 : 8);
  }

  private XYSeries add(
      double[] x, double[] y, XYSeriesRenderStyle style, Marker marker, Color color) {
    XYSeries added = chart.addSeries("series " + series++, x, y);
    added.setXYSeriesRenderStyle(style);
    added.setMarker(marker).setMarkerColor(color);
    added.setLineColor(color);
    return added;
  }
}

package dev.ductile.eval.plot;

import dev.ductile.env.files.AtomicFiles;
import dev.ductile.env.files.OutputException;
import dev.ductile.eval.output.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A figure of curves with bands around them, such as means over seeds, and dotted vertical lines
 * where something changed. Needs no display.
 *
 * @param title first line
 * @param subtitle second line: what bands mean, how many seeds
 * @param xLabel of the horizontal axis
 * @param yLabel of the vertical axis
 * @param logarithmic whether the vertical axis is
 * @param boundaries where vertical lines stand
 * @param lines the curves
 */
public record BandFigure(
    String title,
    String subtitle,
    String xLabel,
    String yLabel,
    boolean logarithmic,
    double[] boundaries,
    List<Line> lines) {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;
  private static final int MARGIN = 18;
  private static final int LEGEND_TOP = 66;
  private static final double LEAST = 1e-12;
  private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Color TEXT = new Color(0x33, 0x33, 0x33);
  private static final Color INVISIBLE = new Color(0, 0, 0, 0);
  private static final Color BOUNDARY = new Color(0xBB, 0xBB, 0xBB);

  /** Told apart by colour-blind eyes (Okabe and Ito 2008). */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x00, 0x72, 0xB2),
          new Color(0xD5, 0x5E, 0x00),
          new Color(0x00, 0x9E, 0x73),
          new Color(0xCC, 0x79, 0xA7),
          new Color(0x56, 0xB4, 0xE9),
          new Color(0xE6, 0x9F, 0x00),
          new Color(0x22, 0x22, 0x22));

  /**
   * A curve; all arrays of one length. Points that are not finite are left out.
   *
   * @param low lower ends of the band
   * @param high upper ends of the band
   */
  public record Line(String label, double[] x, double[] mean, double[] low, double[] high) {}

  /**
   * Writes a PNG of 1000 by 600 pixels, in one step.
   *
   * @throws OutputException if it cannot be written
   */
  public void writePng(Path file) {
    AtomicFiles.write(file, Canvas.png(WIDTH, HEIGHT, this::paint));
  }

  private void paint(Graphics2D graphics) {
    List<PlotLegend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      entries.add(new PlotLegend.Entry(lines.get(i).label(), color(i), stroke(), band(i)));
    }
    PlotLegend legend = new PlotLegend(entries, WIDTH - 2 * MARGIN);
    int header = LEGEND_TOP + legend.heightPixels();
    graphics.translate(0, header);
    chart(HEIGHT - header).paint(graphics, WIDTH, HEIGHT - header);
    graphics.translate(0, -header);
    graphics.setClip(null);
    graphics.setColor(TEXT);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 19));
    graphics.drawString(title, MARGIN, 32);
    graphics.setFont(LABELS);
    graphics.drawString(subtitle, MARGIN, 54);
    legend.paint(graphics, MARGIN, LEGEND_TOP);
  }

  private XYChart chart(int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(height)
            .xAxisTitle(xLabel)
            .yAxisTitle(yLabel)
            .build();
    XYStyler styler = chart.getStyler();
    styler.setLegendVisible(false).setChartTitleVisible(false).setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE).setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xE4, 0xE4, 0xE4));
    styler.setPlotGridVerticalLinesVisible(false).setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setChartFontColor(TEXT).setChartPadding(14);
    styler.setAxisTitleFont(LABELS).setAxisTickLabelsFont(LABELS.deriveFont(13f));
    styler.setYAxisLogarithmic(logarithmic);
    styler.setXAxisTickLabelsFormattingFunction(Numbers::shortCount);
    if (!logarithmic) {
      // XChart's own way writes .08 below 0.1.
      styler.setYAxisTickLabelsFormattingFunction(Numbers::fourDigits);
    }
    double[] range = range();
    styler.setYAxisMin(range[0]).setYAxisMax(range[1]);
    for (int i = 0; i < boundaries.length; i++) {
      double x = boundaries[i];
      XYSeries line = chart.addSeries("boundary " + i, new double[] {x, x}, range);
      line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line).setMarker(SeriesMarkers.NONE);
      line.setLineColor(BOUNDARY).setLineWidth(1);
      line.setLineStyle(
          new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dots(), 0));
    }
    for (int i = 0; i < lines.size(); i++) {
      addBand(chart, i);
    }
    for (int i = 0; i < lines.size(); i++) {
      addLine(chart, i);
    }
    return chart;
  }

  private static float[] dots() {
    return new float[] {2, 4};
  }

  private void addBand(XYChart chart, int i) {
    Line line = lines.get(i);
    int[] shown = shown(line);
    if (shown.length < 2) {
      return;
    }
    int n = shown.length;
    double[] x = new double[2 * n];
    double[] ends = new double[2 * n];
    for (int k = 0; k < n; k++) {
      x[k] = line.x()[shown[k]];
      ends[k] = drawable(line.high()[shown[k]]);
      x[2 * n - 1 - k] = x[k];
      ends[2 * n - 1 - k] = drawable(line.low()[shown[k]]);
    }
    XYSeries band = chart.addSeries("band " + i, x, ends);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea).setFillColor(band(i));
    band.setLineColor(INVISIBLE).setLineWidth(0);
    band.setMarker(SeriesMarkers.NONE);
  }

  private void addLine(XYChart chart, int i) {
    Line line = lines.get(i);
    int[] shown = shown(line);
    if (shown.length == 0) {
      return;
    }
    double[] x = java.util.Arrays.stream(shown).mapToDouble(k -> line.x()[k]).toArray();
    double[] y =
        java.util.Arrays.stream(shown).mapToDouble(k -> drawable(line.mean()[k])).toArray();
    XYSeries series = chart.addSeries("line " + i, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line).setLineColor(color(i));
    series.setLineStyle(stroke()).setLineWidth(2.2f);
    series.setMarker(shown.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(color(i));
  }

  private static int[] shown(Line line) {
    return java.util.stream.IntStream.range(0, line.x().length)
        .filter(k -> Double.isFinite(line.mean()[k] + line.low()[k] + line.high()[k]))
        .toArray();
  }

  private double drawable(double y) {
    return logarithmic ? Math.max(LEAST, y) : y;
  }

  /** Ends of the vertical axis, with some air. */
  private double[] range() {
    double[] all =
        lines.stream()
            .flatMapToDouble(
                l -> DoubleStream.concat(DoubleStream.of(l.low()), DoubleStream.of(l.high())))
            .filter(Double::isFinite)
            .map(this::drawable)
            .toArray();
    double low = DoubleStream.of(all).min().orElse(logarithmic ? LEAST : 0);
    double high = DoubleStream.of(all).max().orElse(1);
    if (logarithmic) {
      return new double[] {low / 1.5, high * 1.5};
    }
    double air = high > low ? (high - low) * 0.05 : 1;
    return new double[] {low - air, high + air};
  }

  private static Color color(int i) {
    return COLORS.get(i % COLORS.size());
  }

  private static Color band(int i) {
    Color c = color(i);
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), 45);
  }

  /** Whole lines for the first round of colours. */
  private static BasicStroke stroke() {
    return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }
}

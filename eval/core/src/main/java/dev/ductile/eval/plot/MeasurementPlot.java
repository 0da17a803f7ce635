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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws measurements over frames: a small panel for each quantity, a line for each layer. */
public final class MeasurementPlot {
  /** Layer name of what concerns the whole network. */
  static final String TOTAL = "total";

  private static final int COLUMNS = 4;
  private static final int PANEL_WIDTH = 360;
  private static final int PANEL_HEIGHT = 240;
  private static final int TITLE_HEIGHT = 26;
  private static final int MARGIN = 18;
  private static final int LEGEND_TOP = 66;
  private static final Color TEXT = new Color(0x33, 0x33, 0x33);
  private static final Color GRID = new Color(0xE4, 0xE4, 0xE4);
  private static final Color WHOLE = new Color(0x22, 0x22, 0x22);
  private static final BasicStroke WHOLE_STROKE = new BasicStroke(2.4f);
  private static final BasicStroke LAYER_STROKE = new BasicStroke(1.5f);

  /** Told apart by colour-blind eyes (Tol's bright and muted schemes). */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x33, 0x66, 0xAA),
          new Color(0xCC, 0x44, 0x11),
          new Color(0x22, 0x88, 0x33),
          new Color(0xAA, 0x33, 0x77),
          new Color(0xCC, 0xAA, 0x22),
          new Color(0x66, 0xCC, 0xEE),
          new Color(0x88, 0x22, 0x55),
          new Color(0x99, 0x99, 0x33),
          new Color(0x44, 0xAA, 0x99),
          new Color(0xBB, 0xBB, 0xBB));

  private MeasurementPlot() {}

  /**
   * Writes a PNG in one step.
   *
   * @throws OutputException if it cannot be written
   */
  public static void writePng(Path file, MeasurementCurves curves, String title, String subtitle) {
    int panels = curves.quantities().size();
    int columns = Math.max(2, Math.min(COLUMNS, panels));
    int width = columns * PANEL_WIDTH + 2 * MARGIN;
    List<PlotLegend.Entry> entries = new ArrayList<>();
    Map<String, Color> colors = colors(curves);
    colors.forEach(
        (layer, color) -> entries.add(new PlotLegend.Entry(layer, color, stroke(layer), null)));
    PlotLegend legend = new PlotLegend(entries, width - 2 * MARGIN);
    int top = LEGEND_TOP + legend.heightPixels() + MARGIN / 2;
    int height = top + (panels + columns - 1) / columns * (PANEL_HEIGHT + TITLE_HEIGHT);
    byte[] png =
        Canvas.png(
            width,
            height,
            graphics -> {
              head(graphics, title, subtitle);
              legend.paint(graphics, MARGIN, LEGEND_TOP);
              int panel = 0;
              for (String quantity : curves.quantities().keySet()) {
                int x = MARGIN + panel % columns * PANEL_WIDTH;
                int y = top + panel / columns * (PANEL_HEIGHT + TITLE_HEIGHT);
                paintPanel(graphics, x, y, quantity, curves.quantities().get(quantity), colors);
                panel++;
              }
            });
    AtomicFiles.write(file, png);
  }

  private static void head(Graphics2D graphics, String title, String sub) {
    graphics.setColor(WHOLE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 19));
    graphics.drawString(title, MARGIN, 32);
    graphics.setColor(new Color(0x66, 0x66, 0x66));
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    graphics.drawString(sub, MARGIN, 54);
  }

  private static Map<String, Color> colors(MeasurementCurves curves) {
    Map<String, Color> colors = new LinkedHashMap<>();
    int next = 0;
    for (String layer : curves.layers()) {
      colors.put(layer, layer.equals(TOTAL) ? WHOLE : COLORS.get(next++ % COLORS.size()));
    }
    return colors;
  }

  private static BasicStroke stroke(String layer) {
    return layer.equals(TOTAL) ? WHOLE_STROKE : LAYER_STROKE;
  }

  private static void paintPanel(
      Graphics2D graphics,
      int x,
      int y,
      String quantity,
      Map<String, List<MeasurementCurves.Point>> lines,
      Map<String, Color> colors) {
    graphics.setClip(null);
    graphics.setColor(TEXT);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    graphics.drawString(quantity, x + 8, y + TITLE_HEIGHT - 8);
    graphics.translate(x, y + TITLE_HEIGHT);
    chart(lines, colors).paint(graphics, PANEL_WIDTH, PANEL_HEIGHT);
    graphics.translate(-x, -y - TITLE_HEIGHT);
    graphics.setClip(null);
  }

  private static XYChart chart(
      Map<String, List<MeasurementCurves.Point>> lines, Map<String, Color> colors) {
    XYChart chart = new XYChartBuilder().width(PANEL_WIDTH).height(PANEL_HEIGHT).build();
    style(chart.getStyler());
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, List<MeasurementCurves.Point>> line : lines.entrySet()) {
      List<MeasurementCurves.Point> shown =
          line.getValue().stream().filter(point -> Double.isFinite(point.value())).toList();
      if (!shown.isEmpty()) {
        double[] frames = shown.stream().mapToDouble(MeasurementCurves.Point::frames).toArray();
        double[] values = shown.stream().mapToDouble(MeasurementCurves.Point::value).toArray();
        XYSeries series = chart.addSeries(line.getKey(), frames, values);
        series.setLineColor(colors.get(line.getKey())).setLineStyle(stroke(line.getKey()));
        series.setMarkerColor(colors.get(line.getKey()));
        series.setMarker(shown.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        for (double value : values) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    if (low > high) {
      // XChart needs a series to have axes at all.
      XYSeries none = chart.addSeries("nothing", new double[] {0, 1}, new double[] {0, 1});
      none.setMarker(SeriesMarkers.NONE);
      none.setLineColor(new Color(0, 0, 0, 0));
      low = 0;
      high = 1;
    }
    double margin = high > low ? (high - low) * 0.05 : Math.max(Math.abs(high), 1) * 0.05;
    chart.getStyler().setYAxisMin(low - margin);
    chart.getStyler().setYAxisMax(high + margin);
    return chart;
  }

  private static void style(XYStyler styler) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    styler.setChartTitleVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotMargin(0);
    styler.setChartPadding(6);
    styler.setAxisTicksMarksVisible(false);
    styler.setAxisTickLabelsFont(font);
    styler.setAxisTickLabelsColor(TEXT);
    styler.setLegendVisible(false);
    styler.setMarkerSize(5);
    styler.setXAxisTickMarkSpacingHint(80);
    styler.setYAxisTickMarkSpacingHint(40);
    styler.setXAxisTickLabelsFormattingFunction(Numbers::shortCount);
    styler.setYAxisTickLabelsFormattingFunction(
        value -> String.format(java.util.Locale.ROOT, "%.3g", value));
  }
}

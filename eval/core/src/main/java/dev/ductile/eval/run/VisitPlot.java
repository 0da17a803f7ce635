package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.RunName;
import dev.ductile.env.files.AtomicFiles;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a continual run: each game's return, and each first visit again under its revisits. */
final class VisitPlot {
  private static final int RECENT_GAMES = 10;
  private static final Color[] COLOURS = {
    new Color(0x1f77b4), new Color(0xd95f02), new Color(0x2a9d5c), new Color(0x7b4fa3),
    new Color(0xb8860b), new Color(0xc0392b), new Color(0x17868f), new Color(0x555555)
  };
  private static final BasicStroke DASHED =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0);

  private VisitPlot() {}

  /** Writes a PNG of 1200 by 520 pixels, in one step. */
  static void writePng(Path file, RunConfig config, VisitReport report) {
    XYChart chart =
        new XYChartBuilder()
            .width(1200)
            .height(520)
            .title(
                RunName.agent(config)
                    + " through "
                    + report.visits().size()
                    + " visits, seed "
                    + config.run().seed())
            .xAxisTitle("frames")
            .yAxisTitle("return, mean of " + RECENT_GAMES + " games of the visit")
            .build();
    style(chart.getStyler());
    List<String> games = report.visits().stream().map(VisitReport.Visit::game).distinct().toList();
    for (VisitReport.Visit visit : report.visits()) {
      Color colour = COLOURS[games.indexOf(visit.game()) % COLOURS.length];
      VisitReport.Visit first = report.first(visit);
      boolean revisit = first != visit;
      line(chart, visit.game(), visit, visit.fromFrame(), colour, null, !revisit);
      if (revisit) {
        line(chart, "first visit again", first, visit.fromFrame(), colour, DASHED, false);
      }
    }
    try {
      byte[] png = BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
      AtomicFiles.write(file, png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void style(Styler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
  }

  private static void line(
      XYChart chart,
      String name,
      VisitReport.Visit visit,
      long fromFrame,
      Color colour,
      BasicStroke stroke,
      boolean inLegend) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < visit.returns().size(); i++) {
      List<Double> recent = visit.returns().subList(Math.max(0, i + 1 - RECENT_GAMES), i + 1);
      x.add((double) (visit.frames().get(i) - visit.fromFrame() + fromFrame));
      y.add(recent.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }
    if (x.isEmpty()) {
      return;
    }
    // XChart tells series apart by name; only the first visit of a game stands in the legend.
    String unique = inLegend ? name : name + "@" + fromFrame + (stroke == null ? "" : "again");
    XYSeries series = chart.addSeries(unique, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setShowInLegend(inLegend);
    if (stroke != null) {
      series.setLineStyle(stroke);
    }
  }
}

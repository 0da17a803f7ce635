package dev.ductile.eval.run.figure;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.RunName;
import dev.ductile.eval.plot.Axis;
import dev.ductile.eval.plot.Figure;
import dev.ductile.eval.plot.Panel;
import dev.ductile.eval.plot.PlotLegend;
import dev.ductile.eval.plot.PlotStyle;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Draws a continual run: each game's return, and each first visit again under its revisits. */
public final class VisitPlot {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 560;
  private static final int RECENT_GAMES = 10;

  private final RunConfig config;
  private final VisitReport report;
  private final long frames;
  private final List<String> games;

  /** A visit's moving mean, moved to where another one began. */
  private record Curve(double[] frames, double[] means) {}

  private VisitPlot(RunConfig config, VisitReport report, long frames) {
    this.config = config;
    this.report = report;
    this.frames = frames;
    games = report.visits().stream().map(VisitReport.Visit::game).distinct().toList();
  }

  /**
   * Writes a PNG of 1200 by 560 pixels and an SVG beside it, each in one step.
   *
   * @param frames how long the run is
   */
  public static void write(Path png, RunConfig config, VisitReport report, long frames) {
    new VisitPlot(config, report, frames).figure().write(png);
  }

  private Figure figure() {
    List<PlotLegend.Entry> legend = new ArrayList<>();
    for (int i = 0; i < games.size(); i++) {
      String game = games.get(i);
      int played =
          report.visits().stream()
              .filter(visit -> visit.game().equals(game))
              .mapToInt(visit -> visit.returns().size())
              .sum();
      String label = String.format(Locale.ROOT, "%s (n = %,d games)", game, played);
      legend.add(PlotLegend.Entry.line(label, style(i)));
    }
    if (report.visits().size() > games.size()) {
      legend.add(
          PlotLegend.Entry.line("the game's first visit again", PlotStyle.reference(0).dashed()));
    }
    String subtitle =
        String.format(
            Locale.ROOT,
            "%d visits of %,d frames, preset %s, seed %d; mean of each visit's last %d games (fewer"
                + " at its beginning); dotted: learning, visits and interventions begin",
            report.visits().size(),
            config.continual().visitFrames(),
            config.preset(),
            config.run().seed(),
            RECENT_GAMES);
    return Figure.ofSize(
        WIDTH, HEIGHT, RunName.title(config) + ": visits", subtitle, legend, this::paint);
  }

  private static PlotStyle.Series style(int game) {
    return PlotStyle.series(game);
  }

  private void paint(Graphics2D graphics, int width, int height) {
    double[] means =
        report.visits().stream()
            .flatMapToDouble(visit -> DoubleStream.of(curve(visit, 0).means()))
            .filter(Double::isFinite)
            .toArray();
    double low = DoubleStream.of(means).min().orElse(Double.NaN);
    double high = DoubleStream.of(means).max().orElse(Double.NaN);
    Panel panel =
        new Panel(
            Axis.counts("emulator frames since the start of training", frames, 10),
            Axis.linear("return per game", low, high, 10),
            PlotStyle.LABEL);
    panel.marks(RunMarks.of(config, frames));
    for (VisitReport.Visit visit : report.visits()) {
      VisitReport.Visit first = report.first(visit);
      PlotStyle.Series style = style(games.indexOf(visit.game()));
      if (first != visit) {
        Curve again = curve(first, visit.fromFrame());
        panel.line(again.frames(), again.means(), style.plain().dashed().width(1.4f));
      }
      Curve own = curve(visit, visit.fromFrame());
      panel.line(own.frames(), own.means(), style);
    }
    if (means.length == 0) {
      panel.note("no game finished yet");
    }
    int margin = PlotStyle.MARGIN;
    panel.paint(graphics, margin, 0, width - 2 * margin, height - margin / 2);
  }

  private static Curve curve(VisitReport.Visit visit, long fromFrame) {
    int n = visit.returns().size();
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      List<Double> recent = visit.returns().subList(Math.max(0, i + 1 - RECENT_GAMES), i + 1);
      x[i] = visit.frames().get(i) - visit.fromFrame() + fromFrame;
      y[i] = recent.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
    return new Curve(x, y);
  }
}

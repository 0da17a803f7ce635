package dev.ductile.eval.sweep.report;

import dev.ductile.eval.plot.Figure;
import dev.ductile.eval.plot.PlotLegend;
import dev.ductile.eval.plot.PlotStyle;
import dev.ductile.eval.plot.TextLines;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import java.awt.Color;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.List;

/** {@code claims.png}: one panel for each claim, two or three to a row. Needs no display. */
final class ClaimFigure {
  private static final int PANEL_WIDTH = 520;
  private static final int PANEL_HEIGHT = 430;
  private static final int LINE = 18;
  private static final int WIDE_FROM = 5;

  private ClaimFigure() {}

  /** Writes a PNG and an SVG beside it, each in one step. */
  static void write(Path png, SweepDefinition sweep, List<ClaimResult> claims) {
    int columns = claims.size() == 1 ? 1 : claims.size() < WIDE_FROM ? 2 : 3;
    int rows = (claims.size() + columns - 1) / columns;
    int width = columns * PANEL_WIDTH + PlotStyle.MARGIN;
    List<PlotLegend.Entry> legend =
        List.of(
            PlotLegend.Entry.point("one seed", ClaimPanel.SEEDS),
            new PlotLegend.Entry("mean over seeds and its interval", ClaimPanel.MEAN, true, null));
    Figure.around(
            width,
            rows * PANEL_HEIGHT,
            sweep.name(),
            sweep.size() + " size; " + SeedIntervals.METHOD,
            legend,
            (graphics, w, h) -> {
              for (int i = 0; i < claims.size(); i++) {
                int x = PlotStyle.MARGIN + i % columns * PANEL_WIDTH;
                int y = i / columns * PANEL_HEIGHT;
                panel(graphics, claims.get(i), x, y);
              }
            })
        .write(png);
  }

  private static void panel(Graphics2D graphics, ClaimResult result, int x, int y) {
    int width = PANEL_WIDTH - PlotStyle.MARGIN;
    graphics.setColor(PlotStyle.DARK);
    graphics.setFont(PlotStyle.PANEL);
    List<String> claim = TextLines.wrap(result.claim().claim(), PlotStyle.PANEL, width, 3);
    TextLines.draw(graphics, claim, x, y + LINE, LINE);
    graphics.setColor(color(result.verdict()));
    graphics.setFont(PlotStyle.LABEL);
    List<String> verdict = TextLines.wrap(verdict(result), PlotStyle.LABEL, width, 2);
    TextLines.draw(graphics, verdict, x, y + LINE * (claim.size() + 1) + 2, LINE);
    int head = LINE * (claim.size() + verdict.size()) + 16;
    new ClaimPanel(result)
        .paint(graphics, x, y + head, width, PANEL_HEIGHT - head - PlotStyle.MARGIN);
  }

  private static String verdict(ClaimResult result) {
    String text = result.verdict().text();
    if (Double.isFinite(result.estimate().estimate())) {
      text +=
          ": "
              + result.claim().comparison().statistic()
              + " "
              + IntervalText.of(result.estimate())
              + ", "
              + result.seeds()
              + (result.seeds() == 1 ? " seed" : " seeds");
    }
    return result.note().isEmpty() ? text : text + " (" + result.note() + ")";
  }

  private static Color color(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTED -> PlotStyle.GOOD;
      case CONTRADICTED -> PlotStyle.BAD;
      case OPEN -> PlotStyle.GREY;
    };
  }
}

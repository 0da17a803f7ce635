package dev.ductile.eval.sweep;

import dev.ductile.env.files.AtomicFiles;
import dev.ductile.eval.plot.Canvas;
import dev.ductile.eval.plot.TextLines;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.statistics.SeedIntervals;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.List;

/** {@code claims.png}: one panel for each claim, two or three to a row. Needs no display. */
final class ClaimFigure {
  private static final int PANEL_WIDTH = 520;
  private static final int PANEL_HEIGHT = 430;
  private static final int HEAD_HEIGHT = 86;
  private static final int PANEL_HEAD_HEIGHT = 96;
  private static final int MARGIN = 20;
  private static final int WIDE_FROM = 5;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Font CLAIM = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  private static final Color DARK = new Color(0x22, 0x22, 0x22);
  private static final Color GREY = new Color(0x66, 0x66, 0x66);

  private ClaimFigure() {}

  /** Writes the page in one step. */
  static void writePng(Path file, SweepDefinition sweep, List<ClaimResult> claims) {
    int columns = claims.size() == 1 ? 1 : claims.size() < WIDE_FROM ? 2 : 3;
    int rows = (claims.size() + columns - 1) / columns;
    int width = columns * PANEL_WIDTH + MARGIN;
    int height = HEAD_HEIGHT + rows * PANEL_HEIGHT;
    byte[] png =
        Canvas.png(
            width,
            height,
            graphics -> {
              head(graphics, sweep, width);
              for (int i = 0; i < claims.size(); i++) {
                int x = MARGIN + i % columns * PANEL_WIDTH;
                int y = HEAD_HEIGHT + i / columns * PANEL_HEIGHT;
                panel(graphics, claims.get(i), x, y);
              }
            });
    AtomicFiles.write(file, png);
  }

  private static void head(Graphics2D graphics, SweepDefinition sweep, int width) {
    graphics.setColor(DARK);
    graphics.setFont(TITLE);
    graphics.drawString(sweep.name(), MARGIN, 32);
    graphics.setColor(GREY);
    graphics.setFont(PLAIN);
    String legend =
        sweep.size() + " size. Circles: seeds. Diamond: mean. Line: " + SeedIntervals.METHOD + ".";
    TextLines.draw(graphics, TextLines.wrap(legend, PLAIN, width - 2 * MARGIN, 2), MARGIN, 56, 18);
  }

  private static void panel(Graphics2D graphics, ClaimResult result, int x, int y) {
    int width = PANEL_WIDTH - MARGIN;
    graphics.setColor(DARK);
    graphics.setFont(CLAIM);
    List<String> claim = TextLines.wrap(result.claim().claim(), CLAIM, width, 3);
    TextLines.draw(graphics, claim, x, y + 18, 18);
    graphics.setColor(color(result.verdict()));
    graphics.setFont(PLAIN);
    List<String> verdict = TextLines.wrap(verdict(result), PLAIN, width, 2);
    TextLines.draw(graphics, verdict, x, y + 18 + 18 * claim.size() + 2, 17);
    graphics.translate(x, y + PANEL_HEAD_HEIGHT);
    new ClaimPanel(result).paint(graphics, width, PANEL_HEIGHT - PANEL_HEAD_HEIGHT - MARGIN);
    graphics.translate(-x, -y - PANEL_HEAD_HEIGHT);
  }

  private static String verdict(ClaimResult result) {
    boolean trend = result.claim().comparison() instanceof Comparison.Trend;
    String text = result.verdict().text();
    if (Double.isFinite(result.estimate().estimate())) {
      text +=
          (trend ? ": rank correlation " : ": difference ")
              + IntervalText.of(result.estimate())
              + ", "
              + result.seeds()
              + (result.seeds() == 1 ? " seed" : " seeds");
    }
    return result.note().isEmpty() ? text : text + " (" + result.note() + ")";
  }

  private static Color color(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTED -> new Color(0x11, 0x77, 0x33);
      case CONTRADICTED -> new Color(0xAA, 0x33, 0x11);
      case OPEN -> GREY;
    };
  }
}

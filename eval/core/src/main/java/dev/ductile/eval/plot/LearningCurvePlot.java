package dev.ductile.eval.plot;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.ductile.env.files.AtomicFiles;
import dev.ductile.env.files.OutputException;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.nio.file.Path;

/** Writes a {@link LearningCurve} as a picture. Needs no display. */
public final class LearningCurvePlot {
  /** Usual width of the picture. */
  public static final int WIDTH_PIXELS = 1000;

  /** Usual height of the picture. */
  public static final int HEIGHT_PIXELS = 600;

  private static final int MARGIN_PIXELS = 18;
  private static final int TITLE_BASELINE_PIXELS = 32;
  private static final int SUBTITLE_BASELINE_PIXELS = 54;
  private static final int LEGEND_TOP_PIXELS = 66;
  private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 19);
  private static final Font SUBTITLE_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private LearningCurvePlot() {}

  /**
   * Writes a PNG of 1000 by 600 pixels, in one step.
   *
   * @throws OutputException if it cannot be written
   */
  public static void writePng(Path file, LearningCurve curve) {
    AtomicFiles.write(file, png(curve, WIDTH_PIXELS, HEIGHT_PIXELS));
  }

  /**
   * Writes an SVG of 1000 by 600 units, in one step.
   *
   * @throws OutputException if it cannot be written
   */
  public static void writeSvg(Path file, LearningCurve curve) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    Canvas.begin(graphics, WIDTH_PIXELS, HEIGHT_PIXELS);
    paint(graphics, curve, WIDTH_PIXELS, HEIGHT_PIXELS);
    PageSize page = new PageSize(0, 0, WIDTH_PIXELS, HEIGHT_PIXELS);
    AtomicFiles.write(
        file, out -> Processors.get("svg").getDocument(graphics.getCommands(), page).writeTo(out));
  }

  /** The bytes of a PNG file, such as a TensorBoard image needs. */
  public static byte[] png(LearningCurve curve, int widthPixels, int heightPixels) {
    return Canvas.png(
        widthPixels, heightPixels, graphics -> paint(graphics, curve, widthPixels, heightPixels));
  }

  private static void paint(Graphics2D graphics, LearningCurve curve, int width, int height) {
    LearningCurveChart chart = LearningCurveChart.of(curve, width, height);
    PlotLegend legend = new PlotLegend(chart.legend(), width - 2 * MARGIN_PIXELS);
    int header = LEGEND_TOP_PIXELS + legend.heightPixels();
    graphics.translate(0, header);
    chart.chart().paint(graphics, width, height - header);
    graphics.translate(0, -header);

    // XChart's own title is one centred line.
    graphics.setClip(null);
    graphics.setColor(new Color(0x22, 0x22, 0x22));
    graphics.setFont(TITLE_FONT);
    graphics.drawString(curve.title(), MARGIN_PIXELS, TITLE_BASELINE_PIXELS);
    graphics.setColor(new Color(0x66, 0x66, 0x66));
    graphics.setFont(SUBTITLE_FONT);
    graphics.drawString(curve.subtitle(), MARGIN_PIXELS, SUBTITLE_BASELINE_PIXELS);
    legend.paint(graphics, MARGIN_PIXELS, LEGEND_TOP_PIXELS);
  }
}

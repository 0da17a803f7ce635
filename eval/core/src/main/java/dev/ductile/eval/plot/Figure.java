package dev.ductile.eval.plot;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture: title, second line, legend, and below them whatever paints itself. Needs no display.
 */
public final class Figure {
  private static final int TITLE_LINE = 24;
  private static final int SUBTITLE_LINE = 18;

  private final List<String> title;
  private final List<String> subtitle;
  private final PlotLegend legend;
  private final int width;
  private final int header;
  private final int bodyHeight;
  private final Body body;

  /** What stands below the legend. */
  @FunctionalInterface
  public interface Body {
    /** Paints with the upper left corner at the origin. */
    void paint(Graphics2D graphics, int widthPixels, int heightPixels);
  }

  private Figure(
      String title,
      String subtitle,
      List<PlotLegend.Entry> legend,
      int width,
      int height,
      boolean whole,
      Body body) {
    int inner = width - 2 * PlotStyle.MARGIN;
    this.title = TextLines.wrap(title, PlotStyle.TITLE, inner, 2);
    this.subtitle = TextLines.wrap(subtitle, PlotStyle.LABEL, inner, 3);
    this.legend = new PlotLegend(legend, inner);
    this.width = width;
    this.header =
        14
            + TITLE_LINE * this.title.size()
            + SUBTITLE_LINE * this.subtitle.size()
            + 6
            + this.legend.heightPixels()
            + 10;
    this.bodyHeight = whole ? Math.max(100, height - header) : height;
    this.body = body;
  }

  /** A picture of a given size. */
  public static Figure ofSize(
      int width,
      int height,
      String title,
      String subtitle,
      List<PlotLegend.Entry> legend,
      Body body) {
    return new Figure(title, subtitle, legend, width, height, true, body);
  }

  /** A picture whose body has a given height; the head adds to it. */
  public static Figure around(
      int width,
      int bodyHeight,
      String title,
      String subtitle,
      List<PlotLegend.Entry> legend,
      Body body) {
    return new Figure(title, subtitle, legend, width, bodyHeight, false, body);
  }

  /**
   * Writes a PNG and, beside it, an SVG of the same name, each in one step.
   *
   * @param png ends in {@code .png}
   * @throws OutputException if they cannot be written
   */
  public void write(Path png) {
    AtomicFiles.write(png, png());
    String name = png.getFileName().toString().replaceAll("\\.png$", "") + ".svg";
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(graphics);
    PageSize page = new PageSize(0, 0, width, height());
    AtomicFiles.write(
        png.resolveSibling(name),
        out -> Processors.get("svg").getDocument(graphics.getCommands(), page).writeTo(out));
  }

  /** The bytes of a PNG file. */
  byte[] png() {
    BufferedImage image = new BufferedImage(width, height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      paint(graphics);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private int height() {
    return header + bodyHeight;
  }

  private void paint(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height());
    int at = 14 + TITLE_LINE - 6;
    graphics.setColor(PlotStyle.DARK);
    graphics.setFont(PlotStyle.TITLE);
    TextLines.draw(graphics, title, PlotStyle.MARGIN, at, TITLE_LINE);
    at += TITLE_LINE * title.size() - 4;
    graphics.setColor(PlotStyle.GREY);
    graphics.setFont(PlotStyle.LABEL);
    TextLines.draw(graphics, subtitle, PlotStyle.MARGIN, at, SUBTITLE_LINE);
    legend.paint(graphics, PlotStyle.MARGIN, header - 10 - legend.heightPixels());
    graphics.translate(0, header);
    body.paint(graphics, width, bodyHeight);
    graphics.translate(0, -header);
    graphics.setClip(null);
  }
}

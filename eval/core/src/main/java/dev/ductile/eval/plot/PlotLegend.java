package dev.ductile.eval.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A legend in rows between title and plot, where it can neither cover data nor be cut off.
 * (XChart's own one does not break into rows and sets its entries without a gap.)
 */
final class PlotLegend {
  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private static final int SAMPLE_PIXELS = 28;
  private static final int SAMPLE_GAP_PIXELS = 7;
  private static final int ENTRY_GAP_PIXELS = 24;
  private static final int ROW_PIXELS = 21;
  // Text is measured without a picture, so that PNG and SVG break at the same places.
  private static final FontRenderContext MEASURE =
      new FontRenderContext(new AffineTransform(), true, true);

  /**
   * One entry.
   *
   * @param stroke the line, or null for a point
   * @param band fill behind the line, or null
   */
  record Entry(String label, Color color, Stroke stroke, Color band) {
    static Entry point(String label, Color color) {
      return new Entry(label, color, null, null);
    }

    int widthPixels() {
      double text = FONT.getStringBounds(label, MEASURE).getWidth();
      return SAMPLE_PIXELS + SAMPLE_GAP_PIXELS + (int) Math.ceil(text);
    }
  }

  private final List<List<Entry>> rows = new ArrayList<>();

  PlotLegend(List<Entry> entries, int widthPixels) {
    int used = Integer.MAX_VALUE / 2;
    for (Entry entry : entries) {
      if (used + entry.widthPixels() > widthPixels) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(entry);
      used += entry.widthPixels() + ENTRY_GAP_PIXELS;
    }
  }

  int heightPixels() {
    return rows.size() * ROW_PIXELS;
  }

  /** Paints with the upper left corner at (x, y). */
  void paint(Graphics2D graphics, int x, int y) {
    graphics.setFont(FONT);
    for (int row = 0; row < rows.size(); row++) {
      int left = x;
      int middle = y + row * ROW_PIXELS + ROW_PIXELS / 2;
      for (Entry entry : rows.get(row)) {
        paintSample(graphics, entry, left, middle);
        graphics.setColor(new Color(0x33, 0x33, 0x33));
        graphics.drawString(entry.label(), left + SAMPLE_PIXELS + SAMPLE_GAP_PIXELS, middle + 5);
        left += entry.widthPixels() + ENTRY_GAP_PIXELS;
      }
    }
  }

  private static void paintSample(Graphics2D graphics, Entry entry, int left, int middle) {
    if (entry.band() != null) {
      graphics.setColor(entry.band());
      graphics.fillRect(left, middle - 7, SAMPLE_PIXELS, 14);
    }
    graphics.setColor(entry.color());
    if (entry.stroke() == null) {
      graphics.fill(new Ellipse2D.Double(left + SAMPLE_PIXELS / 2.0 - 3, middle - 3, 6, 6));
    } else {
      graphics.setStroke(entry.stroke());
      graphics.draw(new Line2D.Double(left, middle, left + SAMPLE_PIXELS, middle));
      graphics.setStroke(new BasicStroke(1f));
    }
  }
}

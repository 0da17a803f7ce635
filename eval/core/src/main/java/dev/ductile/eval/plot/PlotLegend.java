package dev.ductile.eval.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A legend in rows between title and plot, where it can neither cover data nor be cut off.
 * (XChart's own one does not break into rows and sets its entries without a gap.)
 */
public final class PlotLegend {
  private static final Font FONT = PlotStyle.LABEL;
  private static final int SAMPLE_PIXELS = 34;
  private static final int SAMPLE_GAP_PIXELS = 7;
  private static final int ENTRY_GAP_PIXELS = 24;
  private static final int ROW_PIXELS = 21;
  private static final int MARKER_PIXELS = 6;

  /**
   * One entry.
   *
   * @param label what it is, with how many values stand behind it
   * @param style of its line
   * @param line whether there is a line, or else single points
   * @param band fill behind the line, or null
   */
  public record Entry(String label, PlotStyle.Series style, boolean line, Color band) {
    /** A line. */
    public static Entry line(String label, PlotStyle.Series style) {
      return new Entry(label, style, true, null);
    }

    /** A line with a band. */
    public static Entry band(String label, PlotStyle.Series style) {
      return new Entry(label, style, true, style.band());
    }

    /** Single points. */
    public static Entry point(String label, PlotStyle.Series style) {
      return new Entry(label, style, false, null);
    }

    int widthPixels() {
      return SAMPLE_PIXELS + SAMPLE_GAP_PIXELS + TextLines.width(label, FONT);
    }

    /** The same, cut to a width. */
    Entry within(int widthPixels) {
      int text = widthPixels - SAMPLE_PIXELS - SAMPLE_GAP_PIXELS;
      return new Entry(TextLines.cut(label, FONT, text), style, line, band);
    }
  }

  private final List<List<Entry>> rows = new ArrayList<>();

  PlotLegend(List<Entry> entries, int widthPixels) {
    int used = Integer.MAX_VALUE / 2;
    for (Entry whole : entries) {
      Entry entry = whole.within(widthPixels);
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
        graphics.setColor(PlotStyle.TEXT);
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
    graphics.setColor(entry.style().color());
    if (entry.line()) {
      graphics.setStroke(entry.style().stroke());
      graphics.draw(new Line2D.Double(left, middle, left + SAMPLE_PIXELS, middle));
      graphics.setStroke(new BasicStroke(1f));
    }
    if (entry.style().marker() != null) {
      entry.style().marker().paint(graphics, left + SAMPLE_PIXELS / 2.0, middle, MARKER_PIXELS);
    }
  }
}

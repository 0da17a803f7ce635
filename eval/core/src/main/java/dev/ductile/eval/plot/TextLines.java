package dev.ductile.eval.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/** Text broken into lines that fit a width. */
public final class TextLines {
  private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

  private TextLines() {}

  /** Lines of at most {@code width} pixels; what does not fit {@code most} lines ends in "…". */
  public static List<String> wrap(String text, Font font, int width, int most) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    // Labels such as layer-norm+l2 may break behind their marks too.
    for (String word : text.strip().split("(?<=[\\s,+/])|(?<=-)(?=\\p{L})")) {
      if (!line.isEmpty() && width(line + word.stripTrailing(), font) > width) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(word);
    }
    lines.add(line.toString().strip());
    if (lines.size() > most) {
      lines = new ArrayList<>(lines.subList(0, most));
      lines.set(most - 1, cut(lines.get(most - 1) + "…", font, width));
    }
    lines.replaceAll(one -> cut(one, font, width));
    return lines;
  }

  /** The text, or as much of its beginning as fits a width, with "…" behind it. */
  public static String cut(String text, Font font, int width) {
    String kept = text;
    while (width(kept, font) > width && kept.length() > 1) {
      kept = kept.substring(0, kept.length() - (kept.endsWith("…") ? 2 : 1)) + "…";
    }
    return kept;
  }

  /** Width of a text in pixels. */
  public static int width(String text, Font font) {
    return (int) Math.ceil(font.getStringBounds(text, MEASURE).getWidth());
  }

  /** Draws lines from the left, the first one's baseline at {@code y}. */
  public static void draw(Graphics2D graphics, List<String> lines, int x, int y, int lineHeight) {
    for (int i = 0; i < lines.size(); i++) {
      graphics.drawString(lines.get(i), x, y + i * lineHeight);
    }
  }

  /** Draws lines centred on {@code x}. */
  public static void drawCentred(
      Graphics2D graphics, List<String> lines, int x, int y, int lineHeight) {
    for (int i = 0; i < lines.size(); i++) {
      int left = x - width(lines.get(i), graphics.getFont()) / 2;
      graphics.drawString(lines.get(i), left, y + i * lineHeight);
    }
  }
}

package dev.ductile.eval.report.figure;

import java.util.Locale;
import java.util.function.Function;

/** Drawings as SVG. */
public final class Svg {
  private static final String FONT =
      "font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif\"";

  private Svg() {}

  /**
   * To stand in a page that has the colours as custom properties.
   *
   * @param id of its title and description, of its own in the page
   */
  public static String inline(Drawing drawing, String id) {
    return text(drawing, id, "", ink -> "var(--" + ink.name() + ")");
  }

  /** To stand alone, on white. */
  static String file(Drawing drawing) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + text(
            drawing,
            "figure",
            "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
            Ink::lightHex);
  }

  private static String text(
      Drawing drawing, String id, String ground, Function<Ink, String> color) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " role=\"img\" aria-labelledby=\"%s-t %s-d\" %s font-size=\"%d\">\n",
            drawing.width(),
            drawing.height(),
            drawing.width(),
            drawing.height(),
            id,
            id,
            FONT,
            Words.SIZE));
    svg.append("<title id=\"" + id + "-t\">" + Markup.escape(drawing.title()) + "</title>\n");
    svg.append("<desc id=\"" + id + "-d\">" + Markup.escape(drawing.description()) + "</desc>\n");
    svg.append(ground);
    drawing.shapes().forEach(shape -> svg.append(shape.svg(color)).append('\n'));
    return svg.append("</svg>").toString();
  }

  /** A tenth of a pixel is enough. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }

  static String point(double x, double y) {
    return number(x) + " " + number(y);
  }
}

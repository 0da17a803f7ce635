package dev.ductile.eval.report.figure;

import dev.ductile.eval.plot.PlotStyle;
import java.awt.BasicStroke;
import java.util.Locale;

/**
 * How a line is drawn.
 *
 * @param dashes lengths in pixels; none for a whole line
 */
record Stroke(Ink ink, double width, float[] dashes) {
  static Stroke whole(Ink ink, double width) {
    return new Stroke(ink, width, new float[0]);
  }

  /** Series differ by colour and dashes. */
  static Stroke series(int i) {
    float[] dashes = PlotStyle.series(i).stroke().getDashArray();
    return new Stroke(Ink.series(i), 2, dashes == null ? new float[0] : dashes);
  }

  /** For what lines are compared with. */
  static Stroke reference() {
    return new Stroke(Ink.AXIS, 1.5, new float[] {5, 3});
  }

  String svg(String color) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, " fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"", color, width));
    if (dashes.length > 0) {
      StringBuilder lengths = new StringBuilder();
      for (float dash : dashes) {
        lengths.append(lengths.isEmpty() ? "" : " ").append(dash);
      }
      text.append(" stroke-dasharray=\"").append(lengths).append('"');
    }
    return text.toString();
  }

  BasicStroke awt() {
    return dashes.length == 0
        ? new BasicStroke((float) width)
        : new BasicStroke(
            (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dashes, 0f);
  }
}

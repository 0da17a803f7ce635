package dev.ductile.eval.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.function.Function;

/** A filled rectangle. */
record Box(double x, double y, double width, double height, Ink ink) implements Shape {
  @Override
  public String svg(Function<Ink, String> color) {
    return String.format(
        Locale.ROOT,
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>",
        Svg.number(x),
        Svg.number(y),
        Svg.number(width),
        Svg.number(height),
        color.apply(ink));
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setColor(ink.light());
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
  }
}

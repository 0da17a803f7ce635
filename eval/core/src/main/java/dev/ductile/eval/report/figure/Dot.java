package dev.ductile.eval.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.function.Function;

/** A filled circle. */
record Dot(double x, double y, double radius, Ink ink) implements Shape {
  @Override
  public String svg(Function<Ink, String> color) {
    return "<circle cx=\""
        + Svg.number(x)
        + "\" cy=\""
        + Svg.number(y)
        + "\" r=\""
        + Svg.number(radius)
        + "\" fill=\""
        + color.apply(ink)
        + "\"/>";
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setColor(ink.light());
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }
}

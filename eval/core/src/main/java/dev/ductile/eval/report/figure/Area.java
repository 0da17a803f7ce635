package dev.ductile.eval.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.function.Function;

/** The ground between two lines, through which what lies behind is seen. */
record Area(double[] x, double[] low, double[] high, Ink ink) implements Shape {
  private static final int ALPHA = 45;

  @Override
  public String svg(Function<Ink, String> color) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      path.append(i == 0 ? 'M' : 'L').append(Svg.point(x[i], low[i]));
    }
    for (int i = x.length - 1; i >= 0; i--) {
      path.append('L').append(Svg.point(x[i], high[i]));
    }
    return "<path d=\"" + path + "Z\" fill=\"" + color.apply(ink) + "\" fill-opacity=\"0.18\"/>";
  }

  @Override
  public void paint(Graphics2D graphics) {
    Path2D path = new Path2D.Double();
    path.moveTo(x[0], low[0]);
    for (int i = 1; i < x.length; i++) {
      path.lineTo(x[i], low[i]);
    }
    for (int i = x.length - 1; i >= 0; i--) {
      path.lineTo(x[i], high[i]);
    }
    path.closePath();
    Color light = ink.light();
    graphics.setColor(new Color(light.getRed(), light.getGreen(), light.getBlue(), ALPHA));
    graphics.fill(path);
  }
}

package dev.ductile.eval.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.function.Function;

/** A line through points; NaN breaks it. */
record Trace(double[] x, double[] y, Stroke stroke) implements Shape {
  @Override
  public String svg(Function<Ink, String> color) {
    StringBuilder path = new StringBuilder();
    boolean open = false;
    for (int i = 0; i < x.length; i++) {
      boolean drawn = Double.isFinite(x[i]) && Double.isFinite(y[i]);
      if (drawn) {
        path.append(open ? 'L' : 'M').append(Svg.point(x[i], y[i]));
      }
      open = drawn;
    }
    return "<path d=\"" + path + "\"" + stroke.svg(color.apply(stroke.ink())) + "/>";
  }

  @Override
  public void paint(Graphics2D graphics) {
    Path2D path = new Path2D.Double();
    boolean open = false;
    for (int i = 0; i < x.length; i++) {
      boolean drawn = Double.isFinite(x[i]) && Double.isFinite(y[i]);
      if (drawn && open) {
        path.lineTo(x[i], y[i]);
      } else if (drawn) {
        path.moveTo(x[i], y[i]);
      }
      open = drawn;
    }
    graphics.setColor(stroke.ink().light());
    graphics.setStroke(stroke.awt());
    graphics.draw(path);
  }
}

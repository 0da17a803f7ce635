package dev.ductile.eval.probe.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The ten digits as pen strokes: polylines in the unit square, x to the right, y downwards. Drawn
 * here and not taken from a font, so that they are the same everywhere.
 */
final class Strokes {
  private static final int ARC_SEGMENTS = 14;
  private static final List<double[][]> DIGITS = digits();

  private Strokes() {}

  /** Segments of a digit, each x₀, y₀, x₁, y₁. */
  static double[][] of(int digit) {
    return DIGITS.get(digit);
  }

  private static List<double[][]> digits() {
    return List.of(
        new Pen().arc(.5, .5, .26, .40, 0, 360).segments(),
        new Pen().line(.34, .26, .53, .10, .53, .90).segments(),
        new Pen().arc(.5, .32, .24, .22, 180, 385).line(.72, .42, .27, .90, .76, .90).segments(),
        new Pen().arc(.48, .30, .22, .20, 200, 450).arc(.48, .70, .25, .20, 270, 520).segments(),
        new Pen().line(.63, .90, .63, .10, .24, .65, .80, .65).segments(),
        new Pen().line(.74, .10, .34, .10, .31, .46).arc(.49, .64, .26, .26, 230, 510).segments(),
        new Pen().line(.64, .10, .38, .40, .27, .62).arc(.5, .67, .24, .23, 0, 360).segments(),
        new Pen().line(.24, .10, .77, .10, .42, .90).segments(),
        new Pen().arc(.5, .29, .20, .19, 0, 360).arc(.5, .70, .24, .21, 0, 360).segments(),
        new Pen().arc(.48, .33, .24, .23, 0, 360).line(.72, .33, .70, .60, .52, .90).segments());
  }

  /** Collects segments. */
  private static final class Pen {
    private final List<double[]> segments = new ArrayList<>();

    Pen line(double... points) {
      for (int i = 0; i + 3 < points.length; i += 2) {
        segments.add(new double[] {points[i], points[i + 1], points[i + 2], points[i + 3]});
      }
      return this;
    }

    /** Part of an ellipse; degrees clockwise from the right. */
    Pen arc(double x, double y, double radiusX, double radiusY, double from, double to) {
      double[] points = new double[2 * ARC_SEGMENTS + 2];
      for (int i = 0; i <= ARC_SEGMENTS; i++) {
        double angle = StrictMath.toRadians(from + (to - from) * i / ARC_SEGMENTS);
        points[2 * i] = x + radiusX * StrictMath.cos(angle);
        points[2 * i + 1] = y + radiusY * StrictMath.sin(angle);
      }
      return line(points);
    }

    double[][] segments() {
      return segments.toArray(new double[0][]);
    }
  }
}

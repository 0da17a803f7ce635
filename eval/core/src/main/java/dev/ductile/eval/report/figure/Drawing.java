package dev.ductile.eval.report.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * A figure's lines and words. It has a fixed size in pixels, so that its text keeps its own on
 * every screen.
 */
public final class Drawing {
  private final int width;
  private final int height;
  private final String title;
  private final String description;
  private final List<Shape> shapes = new ArrayList<>();

  /**
   * An empty drawing.
   *
   * @param title what it is called where it cannot be seen
   * @param description what is to be seen
   */
  Drawing(int width, int height, String title, String description) {
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  String title() {
    return title;
  }

  String description() {
    return description;
  }

  List<Shape> shapes() {
    return shapes;
  }

  void line(double x1, double y1, double x2, double y2, Stroke stroke) {
    shapes.add(new Trace(new double[] {x1, x2}, new double[] {y1, y2}, stroke));
  }

  /** A line through points; NaN breaks it. */
  void trace(double[] x, double[] y, Stroke stroke) {
    shapes.add(new Trace(x, y, stroke));
  }

  /** The ground between two lines over the same places, all of them numbers. */
  void band(double[] x, double[] low, double[] high, Ink ink) {
    shapes.add(new Area(x, low, high, ink));
  }

  void box(double x, double y, double boxWidth, double boxHeight, Ink ink) {
    shapes.add(new Box(x, y, boxWidth, boxHeight, ink));
  }

  void dot(double x, double y, double radius, Ink ink) {
    shapes.add(new Dot(x, y, radius, ink));
  }

  void text(double x, double y, String text, Words.Look look) {
    shapes.add(new Words(x, y, text, look));
  }
}

package dev.ductile.eval.report.figure;

import java.awt.Graphics2D;
import java.util.function.Function;

/** A part of a drawing: written as SVG or painted. Places are in pixels from the upper left. */
interface Shape {
  /** An element of SVG, its colours named by the given function. */
  String svg(Function<Ink, String> color);

  /** The same on paper. */
  void paint(Graphics2D graphics);
}

package dev.ductile.eval.report;

import dev.ductile.eval.report.figure.Figure;
import java.util.List;

/** A part of the page, with what it shows worked out. */
interface Section {
  /** Its heading. */
  String title();

  /** Its place in the page. */
  String id();

  /** Whether there is nothing in it. */
  default boolean isEmpty() {
    return false;
  }

  /** What it has of figures, in order. */
  default List<Figure> figures() {
    return List.of();
  }

  /** Writes what stands below its heading. */
  void write(Html html);
}

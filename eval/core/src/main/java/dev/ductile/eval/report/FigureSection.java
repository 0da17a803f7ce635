package dev.ductile.eval.report;

import dev.ductile.eval.report.figure.Figure;
import java.util.ArrayList;
import java.util.List;

/** A part of the page that is there for its figures: without one it is left out. */
abstract class FigureSection implements Section {
  /** In order; constructors add to them. */
  final List<Figure> figures = new ArrayList<>();

  private final String title;
  private final String id;

  FigureSection(String title, String id) {
    this.title = title;
    this.id = id;
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final boolean isEmpty() {
    return figures.isEmpty();
  }

  @Override
  public final List<Figure> figures() {
    return figures;
  }
}

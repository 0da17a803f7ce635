package dev.ductile.eval.report.figure;

import java.util.List;

/** Names of series below a plot, one to a line: they may be long. */
final class Legend {
  private static final int LINE = 18;
  private static final int MOST_CHARACTERS = 46;

  private Legend() {}

  static int height(List<String> names) {
    return LINE * names.size() + 6;
  }

  static void draw(Drawing drawing, List<String> names, List<Stroke> strokes, double top) {
    for (int i = 0; i < names.size(); i++) {
      double y = top + LINE * i + 10;
      drawing.line(10, y, 36, y, strokes.get(i));
      drawing.text(44, y + 4, Markup.shortened(names.get(i), MOST_CHARACTERS), Words.Look.START);
    }
  }
}

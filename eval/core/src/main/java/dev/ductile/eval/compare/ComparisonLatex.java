package dev.ductile.eval.compare;

import dev.ductile.eval.statistics.Aggregate;
import dev.ductile.eval.statistics.IntervalText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison as a table for a paper. */
public final class ComparisonLatex {
  private ComparisonLatex() {}

  /** A table for a paper; it needs the package {@code booktabs}. */
  public static String text(ScoreComparison comparison) {
    boolean aggregated = comparison.groups().stream().anyMatch(row -> !row.aggregates().isEmpty());
    StringBuilder latex = new StringBuilder();
    ComparisonHead head = comparison.head();
    latex.append(
        comment(
            "score "
                + head.score()
                + ", "
                + head.frames()
                + ", "
                + head.normalization()
                + ", 95 % intervals"));
    comparison.marks().forEach(mark -> latex.append(comment(mark)));
    List<String> titles = new ArrayList<>(List.of(head.by(), "games × seeds", "missing"));
    if (aggregated) {
      for (Aggregate aggregate : Aggregate.values()) {
        titles.add(aggregate.shortText());
      }
      titles.add("difference");
    }
    titles.add("P(better)");
    latex
        .append("\\begin{tabular}{l")
        .append("r".repeat(titles.size() - 1))
        .append("}\n\\toprule\n");
    latex.append(row(titles)).append("\\midrule\n");
    for (GroupRow row : comparison.groups()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.group());
      cells.add(comparison.size(row));
      cells.add(row.missing().text());
      if (aggregated) {
        row.aggregates().values().forEach(interval -> cells.add(IntervalText.brief(interval)));
        cells.add(IntervalText.brief(row.difference().interval()));
      }
      cells.add(IntervalText.brief(row.improvement()));
      latex.append(row(cells));
    }
    latex.append("\\bottomrule\n\\end{tabular}\n");
    comparison.conclusions().forEach(sentence -> latex.append(comment(sentence)));
    comparison.notes().forEach(note -> latex.append(comment(note)));
    return latex.toString();
  }

  private static String comment(String text) {
    return "% " + text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ") + "\n";
  }

  private static String row(List<String> cells) {
    return cells.stream().map(ComparisonLatex::escaped).collect(Collectors.joining(" & "))
        + " \\\\\n";
  }

  private static String escaped(String text) {
    StringBuilder latex = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\\' -> latex.append("\\textbackslash{}");
                case '~' -> latex.append("\\textasciitilde{}");
                case '^' -> latex.append("\\textasciicircum{}");
                case '<' -> latex.append("\\textless{}");
                case '>' -> latex.append("\\textgreater{}");
                case '|' -> latex.append("\\textbar{}");
                case '"' -> latex.append("\\textquotedbl{}");
                case '×' -> latex.append("$\\times$");
                case '−' -> latex.append("$-$");
                case '–' -> latex.append("--");
                case '&', '%', '$', '#', '_', '{', '}' -> latex.append('\\').appendCodePoint(point);
                default -> {
                  if (Character.isISOControl(point)) {
                    latex.append(' ');
                  } else {
                    latex.appendCodePoint(point);
                  }
                }
              }
            });
    return latex.toString();
  }
}

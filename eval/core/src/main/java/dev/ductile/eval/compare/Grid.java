package dev.ductile.eval.compare;

import dev.ductile.base.Printable;
import java.util.ArrayList;
import java.util.List;

/** Lines of a table for terminals: columns aligned, long words cut, nothing that moves a cursor. */
final class Grid {
  private static final int WIDEST = 48;

  private final List<List<String>> rows = new ArrayList<>();

  void add(List<String> cells) {
    rows.add(cells.stream().map(cell -> shortened(Printable.of(cell))).toList());
  }

  private static String shortened(String cell) {
    int points = cell.codePointCount(0, cell.length());
    return points <= WIDEST
        ? cell
        : cell.substring(0, cell.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  /** The lines, without spaces at their ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int widest = rows.stream().mapToInt(each -> width(each.get(at))).max().orElse(0);
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widest - width(cell) + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}

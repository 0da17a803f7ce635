package dev.ductile.eval.report.figure;

import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.text.Csv;
import java.util.List;
import java.util.Map;

/** A cell for each game and group, coloured by how far it is from 0. */
public final class HeatFigure {
  private static final int NAME = 140;
  private static final int CELL = 92;
  private static final int ROW = 26;
  private static final int TOP = 56;

  private HeatFigure() {}

  /**
   * A cell.
   *
   * @param change the difference, in the game's own unit
   * @param share it as a share of what colours are measured by; NaN for none
   * @param text what stands in the cell
   */
  public record Cell(Interval change, double share, String text) {}

  /**
   * Draws.
   *
   * @param rows cells by game, a cell for each column or null
   */
  public static Figure of(
      String name, String title, List<String> columns, Map<String, List<Cell>> rows) {
    int width = NAME + CELL * columns.size() + 4;
    Drawing drawing =
        new Drawing(
            Math.max(width, 340), TOP + ROW * rows.size() + 6, title, description(columns, rows));
    drawing.text(4, 18, title, Words.Look.TITLE);
    StringBuilder csv =
        new StringBuilder(Csv.guardedLine("game", "group", "change", "low", "high", "share"));
    for (int column = 0; column < columns.size(); column++) {
      drawing.text(
          NAME + CELL * (column + 0.5),
          TOP - 10,
          Markup.shortened(columns.get(column), 13),
          Words.Look.CELL);
    }
    int row = 0;
    for (Map.Entry<String, List<Cell>> game : rows.entrySet()) {
      double top = TOP + ROW * row;
      drawing.text(4, top + 17, Markup.shortened(game.getKey(), 18), Words.Look.START);
      for (int column = 0; column < columns.size(); column++) {
        Cell cell = game.getValue().get(column);
        if (cell != null) {
          drawing.box(NAME + CELL * column + 1, top + 1, CELL - 2, ROW - 2, Ink.heat(level(cell)));
          drawing.text(NAME + CELL * (column + 0.5), top + 17, cell.text(), Words.Look.CELL);
          csv.append(
              Csv.guardedLine(
                  game.getKey(),
                  columns.get(column),
                  Csv.number(cell.change().estimate()),
                  Csv.number(cell.change().low()),
                  Csv.number(cell.change().high()),
                  Csv.number(cell.share())));
        }
      }
      row++;
    }
    return new Figure(name, drawing, csv.toString());
  }

  private static int level(Cell cell) {
    if (!Double.isFinite(cell.share())) {
      return 0;
    }
    double share = Math.max(-1, Math.min(1, cell.share()));
    return (int) (Math.signum(share) * Math.ceil(Math.abs(share) * Ink.HEAT_LEVELS));
  }

  private static String description(List<String> columns, Map<String, List<Cell>> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(
        (game, cells) -> {
          for (int column = 0; column < columns.size(); column++) {
            if (cells.get(column) != null) {
              text.append(
                  game + ", " + columns.get(column) + ": " + cells.get(column).text() + ". ");
            }
          }
        });
    return text.toString().strip();
  }
}

package dev.ductile.eval.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CSV (RFC 4180, but with bare line feeds). */
public final class Csv {
  private Csv() {}

  /** A line with its line feed; cells with commas, quotes or line ends are quoted. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  /** A line in which a cell that a spreadsheet would take for a formula is kept from it. */
  public static String guardedLine(String... cells) {
    return line(Stream.of(cells).map(Csv::guarded).toList());
  }

  /** A number with all its digits; empty for NaN. */
  public static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static String guarded(String cell) {
    return cell.matches("(?s)[=+@\\t\\r].*") ? "'" + cell : cell;
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}

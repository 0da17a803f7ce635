package dev.ductile.eval.text;

import java.util.List;
import java.util.stream.Collectors;

/** CSV (RFC 4180, but with bare line feeds). */
public final class Csv {
  private Csv() {}

  /** A line with its line feed; cells with commas, quotes or line ends are quoted. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}

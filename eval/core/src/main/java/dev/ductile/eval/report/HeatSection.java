package dev.ductile.eval.report;

import dev.ductile.eval.compare.GameRow;
import dev.ductile.eval.report.figure.HeatFigure;
import dev.ductile.eval.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How each group changes the mean return of each game. */
final class HeatSection extends FigureSection {
  private final ReportData data;

  HeatSection(ReportData data) {
    super("Changes game by game", "changes-by-game");
    this.data = data;
    List<String> columns =
        data.groups().stream().filter(group -> !group.equals(data.baseline())).toList();
    Map<String, List<HeatFigure.Cell>> rows = new LinkedHashMap<>();
    Map<String, Double> baseline = new LinkedHashMap<>();
    for (GameRow row : data.comparison().games()) {
      if (row.group().equals(data.baseline())) {
        baseline.put(row.game(), row.score().estimate());
      }
    }
    for (GameRow row : data.comparison().games()) {
      Interval change = row.difference().interval();
      if (Double.isFinite(change.estimate())) {
        List<HeatFigure.Cell> cells =
            rows.computeIfAbsent(
                row.game(),
                game -> new ArrayList<>(java.util.Collections.nCopies(columns.size(), null)));
        double share = share(row.game(), change.estimate(), baseline.get(row.game()));
        cells.set(
            columns.indexOf(row.group()), new HeatFigure.Cell(change, share, text(row, change)));
      }
    }
    if (!rows.isEmpty()) {
      figures.add(HeatFigure.of("changes", "mean return − " + data.baseline(), columns, rows));
    }
  }

  /** On the common scale; of a game without a place on it, in the baseline's return. */
  private double share(String game, double change, double base) {
    OptionalDouble with =
        data.settings().normalization().isRaw()
            ? OptionalDouble.empty()
            : data.settings().normalization().of(game, base + change);
    if (with.isPresent()) {
      return with.getAsDouble() - data.settings().normalization().of(game, base).getAsDouble();
    }
    return base == 0 ? Double.NaN : change / Math.abs(base);
  }

  private static String text(GameRow row, Interval change) {
    double value = change.estimate();
    double size = Math.abs(value);
    String format = size >= 100 ? "%.0f" : size >= 1 ? "%.1f" : size >= 0.01 ? "%.2f" : "%.1g";
    String number = value == 0 ? "0" : String.format(Locale.ROOT, format, value);
    return (value > 0 ? "+" : "") + number + (row.isDecided() ? " ✓" : "");
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Mean return less that of "
            + data.baseline()
            + ", over pairs of equal seeds where there are any. Blue is above, orange below; the"
            + " colour is full at a change of 1 in the "
            + data.comparison().head().normalization()
            + " score, or of games without one by the baseline's own return. ✓ marks what is decided"
            + " after Holm's correction over all cells.");
    html.figures(figures);
  }
}

package dev.ductile.eval.cli.bench.all;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes all rows once a round, and of each row both sides one after the other, in the other order
 * every second round: a machine's good and bad minutes, and what the first of two leaves behind,
 * meet both.
 */
final class Rounds {
  private final Side here;
  private final Optional<Side> there;
  private final Consumer<String> progress;

  /**
   * Between two sides.
   *
   * @param there who is compared with, if anybody
   * @param progress is told what is measured
   */
  Rounds(Side here, Optional<Side> there, Consumer<String> progress) {
    this.here = here;
    this.there = there;
    this.progress = progress;
  }

  /** Measures; a row that failed is left out of later rounds. */
  List<Result> run(List<Row> rows, int rounds) throws InterruptedException {
    Map<Row, List<Result>> results = new LinkedHashMap<>();
    for (Row row : rows) {
      List<Result> figures = new ArrayList<>();
      row.measurement().figures().forEach(figure -> figures.add(new Result(row, figure)));
      results.put(row, figures);
    }
    for (int round = 0; round < rounds; round++) {
      for (Row row : rows) {
        if (results.get(row).get(0).reason().isEmpty()) {
          progress.accept("round " + (round + 1) + " of " + rounds + ": " + row.key());
          measure(row, results.get(row), round % 2 == 1);
        }
      }
    }
    return results.values().stream().flatMap(List::stream).toList();
  }

  private void measure(Row row, List<Result> results, boolean otherFirst)
      throws InterruptedException {
    Map<Figure, Double> own = Map.of();
    Map<Figure, Double> other = Map.of();
    Side side = here;
    try {
      if (otherFirst && there.isPresent()) {
        side = there.get();
        other = row.measurement().measure(side);
      }
      side = here;
      own = row.measurement().measure(side);
      if (!otherFirst && there.isPresent()) {
        side = there.get();
        other = row.measurement().measure(side);
      }
    } catch (RowFailure e) {
      String name = side.name();
      results.forEach(result -> result.fail(name, e));
      progress.accept(row.key() + ": " + results.get(0).reason());
      return;
    }
    List<Figure> figures = row.measurement().figures();
    for (int i = 0; i < figures.size(); i++) {
      results.get(i).add(own.get(figures.get(i)), other.get(figures.get(i)));
    }
  }
}

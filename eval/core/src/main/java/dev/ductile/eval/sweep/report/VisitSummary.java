package dev.ductile.eval.sweep.report;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.plot.BandFigure;
import dev.ductile.eval.plot.Mark;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What a sweep of continual runs came to visit by visit: {@code visits.png}, the training returns
 * of each group of trials along the visits, and {@code visits.md}, the means of the visits. The
 * idealised agent that is reset before every visit plays each revisit as it played the first visit
 * to that game (Abbas et al. 2023, section 4), so a group is compared with its own first visits.
 */
final class VisitSummary {
  private static final String EACH = "visits.each.";

  private final Sweep sweep;
  private final TrialMetrics metrics;
  private final Map<String, List<TrialResult>> groups = new LinkedHashMap<>();
  private int visits;

  private VisitSummary(Sweep sweep, TrialMetrics metrics) {
    this.sweep = sweep;
    this.metrics = metrics;
    for (TrialResult result : metrics.results()) {
      if (result.state() == TrialState.DONE && sweep.definition().isPoint(result.trial())) {
        groups.computeIfAbsent(group(result), label -> new ArrayList<>()).add(result);
        while (number(result, EACH + visits + ".fromFrame").isPresent()) {
          visits++;
        }
      }
    }
  }

  /** Writes both files into the sweep's folder; nothing if its trials have no visits. */
  static void write(Sweep sweep, TrialMetrics metrics) {
    VisitSummary summary = new VisitSummary(sweep, metrics);
    if (summary.visits > 0) {
      summary.writePng(sweep.out().resolve("visits.png"));
      summary.writeMarkdown(sweep.out().resolve("visits.md"));
    }
  }

  private String group(TrialResult result) {
    Map<String, String> labels = new LinkedHashMap<>(result.trial().labels());
    sweep.definition().seedAxis().ifPresent(axis -> labels.remove(axis.name()));
    return labels.isEmpty() ? "all" : String.join(", ", labels.values());
  }

  private OptionalDouble number(TrialResult result, String metric) {
    OptionalDouble value = metrics.value(result, metric);
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? value
        : OptionalDouble.empty();
  }

  /** Finite values of a metric, one a trial. */
  private double[] values(List<TrialResult> results, String metric) {
    return results.stream()
        .map(result -> number(result, metric))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .toArray();
  }

  private double of(String metric) {
    return groups.values().stream()
        .flatMap(results -> results.stream().map(result -> number(result, metric)))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .findFirst()
        .orElse(Double.NaN);
  }

  private void writePng(Path file) {
    double width = of("visits.framesPerCurvePoint");
    double[] boundaries = new double[visits];
    for (int visit = 0; visit < visits; visit++) {
      boundaries[visit] = of(EACH + visit + ".fromFrame");
    }
    List<BandFigure.Line> lines = new ArrayList<>();
    groups.forEach((label, results) -> lines.add(line(label, results, boundaries, width)));
    String title = sweep.definition().name() + ": return of training games, visit by visit";
    String subtitle =
        "mean over seeds; band: lowest to highest seed; dotted: a visit begins, perhaps to another"
            + " game";
    List<Mark> marks = Arrays.stream(boundaries).mapToObj(at -> new Mark(at, "")).toList();
    String frames = "emulator frames since the start of training";
    new BandFigure(
            title, subtitle, frames, "return per game", BandFigure.Scale.LINEAR, marks, lines)
        .write(file);
  }

  private BandFigure.Line line(
      String group, List<TrialResult> results, double[] boundaries, double width) {
    List<double[]> points = new ArrayList<>();
    for (int visit = 0; visit < visits; visit++) {
      for (int part = 0; hasPoint(results, visit, part); part++) {
        double[] seeds = values(results, EACH + visit + ".curve." + part);
        DoubleSummaryStatistics over = Arrays.stream(seeds).summaryStatistics();
        if (over.getCount() > 0) {
          double x = boundaries[visit] + (part + 0.5) * width;
          points.add(new double[] {x, over.getAverage(), over.getMin(), over.getMax()});
        }
      }
    }
    double[][] columns = new double[4][points.size()];
    for (int i = 0; i < points.size(); i++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][i] = points.get(i)[column];
      }
    }
    if (results.size() == 1) {
      Arrays.fill(columns[2], Double.NaN);
      Arrays.fill(columns[3], Double.NaN);
    }
    String label = group + " (n = " + results.size() + (results.size() == 1 ? " seed)" : " seeds)");
    return new BandFigure.Line(label, columns[0], columns[1], columns[2], columns[3]);
  }

  /** Whether curves are that long; where no game ended they have null, NaN in older summaries. */
  private boolean hasPoint(List<TrialResult> results, int visit, int part) {
    return results.stream()
        .anyMatch(result -> metrics.has(result, EACH + visit + ".curve." + part));
  }

  private void writeMarkdown(Path file) {
    StringBuilder text = new StringBuilder("# " + sweep.definition().name() + "\n\n");
    text.append("Mean return of the training games that ended within each visit, over seeds. ");
    text.append(SeedIntervals.METHOD);
    text.append(". *Revisits less first* is, for each run, what its");
    text.append(" revisits came to less the first visit to the same game: what an agent that is");
    text.append(" reset before every visit has as 0.\n\n| | seeds |");
    for (int visit = 0; visit < visits; visit++) {
      text.append(" visit ").append(visit + 1).append(" |");
    }
    text.append(" revisits less first |\n|---|").append("---|".repeat(visits + 2)).append('\n');
    groups.forEach((label, results) -> text.append(row(label, results)));
    groups.forEach(
        (label, results) -> {
          String few = SeedIntervals.few(results.size());
          text.append(few.isEmpty() ? "" : "\n- " + label + ": " + few);
        });
    text.append('\n');
    AtomicFiles.write(file, text.toString());
  }

  private String row(String label, List<TrialResult> results) {
    List<String> cells = new ArrayList<>(List.of(label, Integer.toString(results.size())));
    for (int visit = 0; visit < visits; visit++) {
      cells.add(cell(values(results, EACH + visit + ".meanReturn")));
    }
    cells.add(cell(values(results, "visits.meanRevisitMinusFirst")));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String cell(double[] values) {
    return IntervalText.of(SeedIntervals.mean(values));
  }
}

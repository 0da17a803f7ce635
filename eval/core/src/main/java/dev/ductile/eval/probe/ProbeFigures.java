package dev.ductile.eval.probe;

import dev.ductile.eval.plot.BandFigure;
import dev.ductile.eval.plot.Mark;
import dev.ductile.eval.probe.task.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Draws what a study says: {@code curve.png} and {@code tasks.png}. */
public final class ProbeFigures {
  private final String title;
  private final Score score;
  private final Map<ProbeVariant, List<ProbeResult>> results;

  /**
   * @param title such as the task and the network
   * @param results finished runs by variant
   */
  public ProbeFigures(String title, Score score, Map<ProbeVariant, List<ProbeResult>> results) {
    this.title = title;
    this.score = score;
    this.results = results;
  }

  /** Scores of the batches over all updates, with dotted lines where a task ends. */
  public void writeCurve(Path file) {
    List<BandFigure.Line> lines = new ArrayList<>();
    results.forEach(
        (variant, runs) -> {
          if (!runs.isEmpty()) {
            int points = runs.get(0).curve().size();
            lines.add(
                line(
                    variant.label(),
                    runs,
                    points,
                    k -> runs.get(0).curve().get(k).updates(),
                    (run, k) -> run.curve().get(k).score()));
          }
        });
    List<Mark> marks =
        results.keySet().stream().findFirst().map(ProbeFigures::boundaries).orElseGet(List::of);
    figure("updates", score.label() + " on batches", marks, lines).write(file);
  }

  private static List<Mark> boundaries(ProbeVariant variant) {
    int steps = variant.config().task().stepsPerTask();
    return IntStream.range(1, variant.config().task().tasks())
        .mapToObj(task -> new Mark((double) task * steps, ""))
        .toList();
  }

  /** Scores at the tasks' ends. */
  public void writeTasks(Path file) {
    List<BandFigure.Line> lines = new ArrayList<>();
    results.forEach(
        (variant, runs) -> {
          if (!runs.isEmpty()) {
            int tasks = runs.get(0).tasks().size();
            lines.add(line(variant.label(), runs, tasks, k -> k + 1, ProbeResult::score));
          }
        });
    String label = score.label() + " at the end of the task";
    figure("number of the task", label, List.of(), lines).write(file);
  }

  private BandFigure figure(
      String xLabel, String yLabel, List<Mark> marks, List<BandFigure.Line> lines) {
    boolean several = results.values().stream().anyMatch(runs -> runs.size() > 1);
    String subtitle =
        (several ? "mean over seeds; band: lowest to highest seed" : "one seed")
            + (marks.isEmpty() ? "" : "; dotted: a task begins");
    BandFigure.Scale scale =
        score == Score.UNEXPLAINED ? BandFigure.Scale.LOGARITHMIC : BandFigure.Scale.SHARE;
    return new BandFigure(title, subtitle, xLabel, yLabel, scale, marks, lines);
  }

  /** A figure of a run at a point. */
  private interface Value {
    double of(ProbeResult run, int point);
  }

  private static BandFigure.Line line(
      String label, List<ProbeResult> runs, int points, IntToDoubleFunction x, Value value) {
    double[] at = new double[points];
    double[] mean = new double[points];
    double[] low = new double[points];
    double[] high = new double[points];
    for (int k = 0; k < points; k++) {
      int point = k;
      var over = runs.stream().mapToDouble(run -> value.of(run, point)).summaryStatistics();
      at[k] = x.applyAsDouble(k);
      mean[k] = over.getAverage();
      low[k] = over.getMin();
      high[k] = over.getMax();
    }
    if (runs.size() == 1) {
      Arrays.fill(low, Double.NaN);
      Arrays.fill(high, Double.NaN);
    }
    String seeds = runs.size() == 1 ? " seed)" : " seeds)";
    return new BandFigure.Line(label + " (n = " + runs.size() + seeds, at, mean, low, high);
  }
}

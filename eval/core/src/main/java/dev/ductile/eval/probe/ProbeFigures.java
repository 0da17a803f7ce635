package dev.ductile.eval.probe;

import dev.ductile.eval.plot.BandFigure;
import dev.ductile.eval.probe.task.Score;
import java.nio.file.Path;
import java.util.ArrayList;
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
    double[] boundaries =
        results.keySet().stream()
            .findFirst()
            .map(ProbeFigures::boundaries)
            .orElseGet(() -> new double[0]);
    figure("updates", score.label() + " on batches", boundaries, lines).writePng(file);
  }

  private static double[] boundaries(ProbeVariant variant) {
    int steps = variant.config().task().stepsPerTask();
    return IntStream.range(1, variant.config().task().tasks())
        .mapToDouble(task -> (double) task * steps)
        .toArray();
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
    figure("task", score.label() + " at the end of the task", new double[0], lines).writePng(file);
  }

  private BandFigure figure(
      String xLabel, String yLabel, double[] boundaries, List<BandFigure.Line> lines) {
    int seeds = results.values().stream().mapToInt(List::size).max().orElse(0);
    String subtitle =
        seeds == 1 ? "one seed" : "mean over " + seeds + " seeds; band: lowest to highest seed";
    boolean logarithmic = score == Score.UNEXPLAINED;
    return new BandFigure(title, subtitle, xLabel, yLabel, logarithmic, boundaries, lines);
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
    return new BandFigure.Line(label, at, mean, low, high);
  }
}

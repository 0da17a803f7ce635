package dev.ductile.eval.report;

import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.SeedIntervals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Mean returns of some runs over frames, with intervals over them.
 *
 * @param at emulator frames of training, ascending
 * @param values mean returns there
 */
record Curves(double[] at, List<Interval> values) {
  /** Points of a curve of training games. */
  static final int POINTS = 100;

  /** At the frames at which every run was evaluated. */
  static Curves ofEvaluations(List<ScoredRun> runs, ReportData data) {
    List<Map<Long, Double>> returns = runs.stream().map(Curves::returns).toList();
    TreeSet<Long> frames = new TreeSet<>(returns.isEmpty() ? Set.of() : returns.get(0).keySet());
    returns.forEach(run -> frames.retainAll(run.keySet()));
    frames.removeIf(at -> runs.stream().anyMatch(run -> at > data.lastFrames(run)));
    double[] at = frames.stream().mapToDouble(Long::doubleValue).toArray();
    List<double[]> means = new ArrayList<>();
    for (Map<Long, Double> run : returns) {
      means.add(frames.stream().mapToDouble(run::get).toArray());
    }
    return over(at, means);
  }

  /** Of a run's evaluations by frames, the first where there are several at one. */
  private static Map<Long, Double> returns(ScoredRun run) {
    Map<Long, Double> returns = new HashMap<>();
    run.record().evaluations().forEach(each -> returns.putIfAbsent(each.frames(), each.mean()));
    return returns;
  }

  /** The last 100 training games at equal distances, where every run has some. */
  static Curves ofTraining(List<ScoredRun> runs, ReportData data) {
    long last = runs.stream().mapToLong(data::lastFrames).min().orElse(0);
    double[] at = new double[POINTS];
    List<double[]> means = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      at[i] = Math.floor(last * (i + 1.0) / POINTS);
    }
    for (ScoredRun run : runs) {
      double[] own = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        own[i] =
            ScoreKind.LAST_100.of(run, (long) at[i]).map(score -> score.value()).orElse(Double.NaN);
      }
      means.add(own);
    }
    return over(at, means);
  }

  private static Curves over(double[] at, List<double[]> means) {
    List<Interval> values = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      int here = i;
      values.add(SeedIntervals.mean(means.stream().mapToDouble(run -> run[here]).toArray()));
    }
    return new Curves(at, values);
  }

  /** Whether there is a line, and not but a point. */
  boolean isLine() {
    return values.stream().filter(value -> Double.isFinite(value.estimate())).count() > 1;
  }
}

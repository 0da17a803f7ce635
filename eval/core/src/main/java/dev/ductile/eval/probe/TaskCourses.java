package dev.ductile.eval.probe;

import dev.ductile.agent.measurement.MeasurementContext;
import dev.ductile.eval.statistics.Ranks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;

/**
 * How measurements run along the tasks of a probe: what a switch of tasks does to them, whether
 * that is gone by the task's end, and whether they go up and down with the score.
 *
 * <p>Means, not greatest values: the greatest of several points lies above the end by chance alone.
 */
final class TaskCourses {
  /** A task's first points: those within this share of its updates. */
  private static final double EARLY = 0.25;

  private final List<Map<String, List<Double>>> early = new ArrayList<>();
  private final List<Map<String, Double>> ends = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();

  /**
   * Takes what was measured within a task.
   *
   * @param task its number, from 0; tasks come in order
   * @param done the share of the task's updates that is done
   */
  void point(int task, double done, Map<String, Double> measured) {
    while (early.size() <= task) {
      early.add(new TreeMap<>());
    }
    if (done <= EARLY) {
      measured.forEach(
          (name, value) ->
              early.get(task).computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
  }

  /** Takes what was measured at the end of the next task, and the task's score. */
  void end(Map<String, Double> measured, double score) {
    ends.add(Map.copyOf(measured));
    scores.add(score);
  }

  /**
   * Figures of each measurement by name, below the name of the figure. All are of the tasks that
   * were finished.
   *
   * <ul>
   *   <li>{@code riseAtSwitch}: mean over a task's first quarter, less the value at the end of the
   *       task before; the mean over all switches
   *   <li>{@code recovery}: mean over a task's first quarter, less the value at its end; the mean
   *       over all tasks but the first
   *   <li>{@code withScore}: Spearman's rank correlation over tasks of the value at a task's end
   *       with the score there; 0 if one of the two never changes
   *   <li>{@code withNextScore}: the same with the score at the end of the next task
   * </ul>
   *
   * <p>Measurements that are made at tasks' ends only have no first two. A correlation takes two
   * tasks.
   */
  Map<String, Map<String, Double>> figures() {
    Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
    for (String name : names()) {
      early(name, -1, put(figures, "riseAtSwitch", name));
      early(name, 0, put(figures, "recovery", name));
      correlation(name, 0, put(figures, "withScore", name));
      correlation(name, 1, put(figures, "withNextScore", name));
    }
    return figures;
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    if (!ends.isEmpty()) {
      names.addAll(ends.get(0).keySet());
      names.removeIf(name -> name.startsWith(MeasurementContext.SECONDS));
    }
    return names;
  }

  private static DoubleConsumer put(
      Map<String, Map<String, Double>> figures, String figure, String name) {
    return value -> figures.computeIfAbsent(figure, f -> new LinkedHashMap<>()).put(name, value);
  }

  /** Means over first quarters against ends, of the same task or of the one before. */
  private void early(String name, int offset, DoubleConsumer into) {
    int switches = ends.size() - 1;
    double sum = 0;
    for (int task = 1; task <= switches; task++) {
      List<Double> first = task < early.size() ? early.get(task).get(name) : null;
      if (first == null) {
        return;
      }
      double mean = first.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      sum += mean - atEnd(task + offset, name);
    }
    if (switches > 0) {
      into.accept(sum / switches);
    }
  }

  private void correlation(String name, int later, DoubleConsumer into) {
    int pairs = scores.size() - later;
    if (pairs < 2) {
      return;
    }
    double[] values = new double[pairs];
    double[] reached = new double[pairs];
    for (int task = 0; task < pairs; task++) {
      values[task] = atEnd(task, name);
      reached[task] = scores.get(task + later);
    }
    // Ranks are of finite values; what was not is said to be unknown, and claims leave it out.
    boolean finite = DoubleStream.of(values).allMatch(Double::isFinite);
    into.accept(finite ? Ranks.correlationOrZero(values, reached) : Double.NaN);
  }

  private double atEnd(int task, String name) {
    return ends.get(task).getOrDefault(name, Double.NaN);
  }
}

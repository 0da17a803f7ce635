package dev.ductile.eval.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one seed of one variant gave.
 *
 * @param seed every random stream was derived from it
 * @param curve points within tasks, in order
 * @param tasks figures at the ends of the finished tasks: {@code score}, {@code onlineScore} and
 *     more
 * @param alongTasks figures of measurements along the tasks, by figure and measurement: {@link
 *     TaskCourses#figures}
 * @param completed whether all tasks were finished
 * @param updates updates done
 * @param updatesPerSecond rate of the updates, without compiling and evaluating
 * @param parametersSha256 of the final parameters
 */
public record ProbeResult(
    long seed,
    List<Point> curve,
    List<Map<String, Double>> tasks,
    Map<String, Map<String, Double>> alongTasks,
    boolean completed,
    long updates,
    double updatesPerSecond,
    String parametersSha256) {
  private static final String SQUARED_ERROR = "squaredError";

  /**
   * Means over the updates since the point before.
   *
   * @param updates done so far
   * @param loss training loss, penalties included
   * @param score the task's score on the batches, before their updates
   */
  public record Point(int task, long updates, double loss, double score) {}

  /** The score at the end of a task. */
  public double score(int task) {
    return tasks.get(task).get("score");
  }

  /**
   * What tells this run from others in a few numbers, for comparisons: scores of the first and the
   * last task, means over tasks, and all figures of both ends by name.
   */
  private Map<String, Object> figures() {
    Map<String, Double> first = tasks.get(0);
    Map<String, Double> last = tasks.get(tasks.size() - 1);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("firstTaskScore", first.get("score"));
    figures.put("lastTaskScore", last.get("score"));
    figures.put("lastMinusFirst", last.get("score") - first.get("score"));
    figures.put("meanScore", mean("score"));
    figures.put("onlineScore", mean("onlineScore"));
    if (last.containsKey(SQUARED_ERROR)) {
      figures.put("fineTuneLoss", last.get(SQUARED_ERROR));
    }
    figures.put("firstTask", first);
    figures.put("lastTask", last);
    if (!alongTasks.isEmpty()) {
      figures.put("alongTasks", alongTasks);
    }
    return figures;
  }

  private double mean(String figure) {
    return tasks.stream().mapToDouble(task -> task.get(figure)).average().orElseThrow();
  }

  /** Keys and values of {@code summary.json}; {@code probe} holds those to compare runs by. */
  @SuppressWarnings("NonApiType") // the order of keys is part of the contract
  public LinkedHashMap<String, Object> summary() {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("seed", seed);
    summary.put("completed", completed);
    summary.put("updates", updates);
    summary.put("updatesPerSecond", updatesPerSecond);
    summary.put("parametersSha256", parametersSha256);
    if (completed) {
      summary.put("probe", figures());
    }
    summary.put("tasks", tasks);
    summary.put(
        "curve",
        curve.stream().map(p -> List.of(p.task(), p.updates(), p.loss(), p.score())).toList());
    return summary;
  }
}

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
 * @param completed whether all tasks were finished
 * @param updates updates done
 * @param updatesPerSecond rate of the updates, without compiling and evaluating
 * @param parametersSha256 of the final parameters
 */
public record ProbeResult(
    long seed,
    List<Point> curve,
    List<Map<String, Double>> tasks,
    boolean completed,
    long updates,
    double updatesPerSecond,
    String parametersSha256) {
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

  /** Keys and values of {@code summary.json}. */
  LinkedHashMap<String, Object> summary() {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("seed", seed);
    summary.put("completed", completed);
    summary.put("updates", updates);
    summary.put("updatesPerSecond", updatesPerSecond);
    summary.put("parametersSha256", parametersSha256);
    summary.put("tasks", tasks);
    summary.put(
        "curve",
        curve.stream().map(p -> List.of(p.task(), p.updates(), p.loss(), p.score())).toList());
    return summary;
  }
}

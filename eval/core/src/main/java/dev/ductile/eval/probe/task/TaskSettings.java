package dev.ductile.eval.probe.task;

import dev.ductile.base.Checks;
import dev.ductile.base.ConfigurationException;

/**
 * A chain of tasks. Parts that a task does not use are ignored by it.
 *
 * @param name the kind
 * @param tasks how many follow one another
 * @param stepsPerTask updates in each
 * @param batchSize examples in an update
 * @param examples images that are drawn from the data set for a run
 * @param fraction of the examples whose labels are drawn anew from task to task: random-labels and
 *     composite
 * @param growth factor of the targets from task to task: growing-targets and composite
 * @param offset c of the first task's targets: offset-regression
 * @param frequency ω of the targets sin(ω·f(x)), 0 for the random network f itself: growing-targets
 *     and offset-regression
 * @param labelSmoothing of classifications
 * @param automaticRange whether classified values cover the range that the task's numbers have, in
 *     place of {@code objective.categorical.valueMin} and {@code valueMax}
 */
public record TaskSettings(
    TaskName name,
    int tasks,
    int stepsPerTask,
    int batchSize,
    int examples,
    double fraction,
    double growth,
    double offset,
    double frequency,
    double labelSmoothing,
    boolean automaticRange) {
  private static final double MANY = 1e9;

  /** Checks the ranges. */
  public TaskSettings {
    Checks.present("task.name", name);
    Checks.within("task.tasks", tasks, 1, 1e6);
    Checks.within("task.stepsPerTask", stepsPerTask, 1, MANY);
    Checks.within("task.batchSize", batchSize, 1, 1e5);
    Checks.within("task.examples", examples, 1, 1e6);
    Checks.within("task.fraction", fraction, 0, 1);
    Checks.within("task.growth", growth, 1e-3, 1e3);
    Checks.within("task.offset", offset, -MANY, MANY);
    Checks.within("task.frequency", frequency, 0, MANY);
    Checks.within("task.labelSmoothing", labelSmoothing, 0, 0.999);
    if (batchSize > examples) {
      throw new ConfigurationException(
          "task.batchSize = "
              + batchSize
              + " is not possible: there are only "
              + examples
              + " examples (task.examples)");
    }
    double largest = Math.abs(Math.log(growth)) * (tasks - 1);
    if (name == TaskName.GROWING_TARGETS || name == TaskName.COMPOSITE) {
      Checks.within("task.growth over all tasks, its logarithm", largest, 0, 40);
    }
  }
}

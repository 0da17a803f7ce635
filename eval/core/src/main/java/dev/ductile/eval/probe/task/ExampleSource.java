package dev.ductile.eval.probe.task;

/** A chain of tasks over the same images; each call goes on to the next task. */
interface ExampleSource {
  /**
   * The examples of the next task.
   *
   * @param task its number, from 0, rising by 1 with every call
   */
  Examples next(int task);
}

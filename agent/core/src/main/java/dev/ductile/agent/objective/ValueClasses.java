package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;

/** A way to write a number as a distribution over classes, and to read it back. */
public interface ValueClasses {
  /** Number of classes. */
  int classes();

  /**
   * Labels of numbers, which are limited to the range first.
   *
   * @param numbers [B]
   * @return [B, classes], each row summing to 1
   */
  Tensor labels(CompositeOps f, Tensor numbers);

  /**
   * Expected number of probabilities over the last axis, which is removed.
   *
   * @param probabilities [.., classes]
   */
  Tensor expectation(CompositeOps f, Tensor probabilities);
}

package dev.ductile.eval.sweep.definition;

import java.util.Map;

/** What a claim compares. */
public sealed interface Comparison {
  /**
   * One group of trials against another.
   *
   * @param of labels by axis that choose the group which is claimed to be better
   * @param than labels of the other group
   */
  record Groups(Map<String, String> of, Map<String, String> than) implements Comparison {}

  /**
   * A trend along an axis, whose labels are taken in the file's order.
   *
   * @param along the axis
   * @param within labels by axis that choose the trials; empty for all
   * @param increasing whether the metric is claimed to rise along the axis, or to fall
   */
  record Trend(String along, Map<String, String> within, boolean increasing)
      implements Comparison {}
}

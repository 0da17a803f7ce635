package dev.ductile.eval.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scalars of which several may come at one step, such as returns of games that end in the same
 * round of environments. TensorBoard's default loader keeps only the last value of a tag at a step,
 * so their mean is written, once the step is over.
 */
public final class StepMeans {
  private final TensorBoardWriter writer;
  private final Map<String, Sum> pending = new LinkedHashMap<>();
  private long step;

  private static final class Sum {
    double sum;
    int count;
  }

  /** Writes to {@code writer}. */
  public StepMeans(TensorBoardWriter writer) {
    this.writer = writer;
  }

  /** Adds one value; those of an earlier step are written first. */
  public void add(String tag, long atStep, double value) {
    flushBefore(atStep);
    step = atStep;
    Sum sum = pending.computeIfAbsent(tag, name -> new Sum());
    sum.sum += value;
    sum.count++;
  }

  /** Writes what there is of steps before this one. */
  public void flushBefore(long atStep) {
    if (step != atStep) {
      flush();
    }
  }

  /** Writes what there is; no more values of its step may follow. */
  public void flush() {
    Map<String, Double> means = new LinkedHashMap<>();
    pending.forEach((tag, sum) -> means.put(tag, sum.sum / sum.count));
    pending.clear();
    if (!means.isEmpty()) {
      writer.scalars(step, means);
    }
  }
}

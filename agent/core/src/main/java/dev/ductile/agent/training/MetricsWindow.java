package dev.ductile.agent.training;

import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Means of what the updates of one log period gave. */
final class MetricsWindow implements Stateful {
  private static final List<ScalarMetric> METRICS = TrainingMetrics.OF_UPDATES;

  private final double[] sums = new double[METRICS.size()];
  private final double[] last = new double[METRICS.size()];
  private long count;

  MetricsWindow() {
    Arrays.fill(last, Double.NaN);
  }

  /** Adds an update's figures, which are asked for by their names. */
  void add(ToDoubleFunction<String> figures) {
    for (int i = 0; i < sums.length; i++) {
      last[i] = figures.applyAsDouble(METRICS.get(i).key());
      sums[i] += last[i];
    }
    count++;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (double sum : sums) {
      out.writeDouble(sum);
    }
    out.writeLong(count);
    for (double value : last) {
      out.writeDouble(value);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = in.readDouble();
    }
    count = in.readLong();
    for (int i = 0; i < last.length; i++) {
      last[i] = in.readDouble();
    }
  }

  /** The last update's figures; ends no period. */
  TrainingMetrics peek(double epsilon, long replaySize) {
    return TrainingMetrics.of(last, epsilon, replaySize);
  }

  /** The period's means; begins a new one. */
  TrainingMetrics take(double epsilon, long replaySize) {
    double[] means =
        Arrays.stream(sums).map(sum -> count == 0 ? Double.NaN : sum / count).toArray();
    Arrays.fill(sums, 0);
    count = 0;
    return TrainingMetrics.of(means, epsilon, replaySize);
  }
}

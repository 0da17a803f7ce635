package dev.ductile.agent.training;

import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Means of what the updates of one log period gave. */
final class MetricsWindow implements Stateful {
  private double lossSum;
  private double valueSum;
  private long count;
  private double lastLoss = Double.NaN;
  private double lastValue = Double.NaN;

  void add(double loss, double meanValue) {
    lossSum += loss;
    valueSum += meanValue;
    count++;
    lastLoss = loss;
    lastValue = meanValue;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(lossSum);
    out.writeDouble(valueSum);
    out.writeLong(count);
    out.writeDouble(lastLoss);
    out.writeDouble(lastValue);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    lossSum = in.readDouble();
    valueSum = in.readDouble();
    count = in.readLong();
    lastLoss = in.readDouble();
    lastValue = in.readDouble();
  }

  /** The last update's figures; ends no period. */
  TrainingMetrics peek(double epsilon, long replaySize) {
    return new TrainingMetrics(lastLoss, lastValue, epsilon, replaySize);
  }

  /** The period's means; begins a new one. */
  TrainingMetrics take(double epsilon, long replaySize) {
    double loss = count == 0 ? Double.NaN : lossSum / count;
    double value = count == 0 ? Double.NaN : valueSum / count;
    lossSum = 0;
    valueSum = 0;
    count = 0;
    return new TrainingMetrics(loss, value, epsilon, replaySize);
  }
}

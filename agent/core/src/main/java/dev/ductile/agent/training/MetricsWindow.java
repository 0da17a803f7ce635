package dev.ductile.agent.training;

/** Means of what the updates of one log period gave. */
final class MetricsWindow {
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

package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;

/** The learning rate as a function of the updates done, inside the graph. */
final class LearningRate {
  private LearningRate() {}

  /**
   * The rate of an update.
   *
   * @param t number of the update, from 1; the first one has the initial rate
   */
  static Tensor at(CompositeOps f, OptimizerConfig config, Tensor t) {
    float first = (float) config.learningRate();
    float last = (float) config.finalLearningRate();
    if (config.schedule() == LearningRateSchedule.CONSTANT) {
      return f.constant(first);
    }
    Tensor done = f.scale(f.shift(t, -1f), (float) (1.0 / config.scheduleUpdates()));
    Tensor share = f.minimum(done, f.constant(1f));
    Tensor left =
        config.schedule() == LearningRateSchedule.LINEAR
            ? f.subtract(f.constant(1f), share)
            : f.scale(f.shift(f.cos(f.scale(share, (float) Math.PI)), 1f), 0.5f);
    return f.shift(f.scale(left, first - last), last);
  }
}

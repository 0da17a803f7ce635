package dev.ductile.agent.config;

import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.agent.optimizer.OptimizerConfig.Schedule;
import dev.ductile.base.Checks;

/** Refuses optimizers out of range. */
public final class OptimizerChecks {
  private static final double LARGE = 1e12;

  private OptimizerChecks() {}

  /**
   * Checks an optimizer.
   *
   * @throws dev.ductile.base.ConfigurationException naming the key, the value and the reason
   */
  public static void check(OptimizerConfig optimizer) {
    Checks.present("optimizer.kind", optimizer.kind());
    Checks.positive("optimizer.learningRate", optimizer.learningRate());
    Checks.within("optimizer.beta1", optimizer.beta1(), 0, 0.999999);
    Checks.within("optimizer.beta2", optimizer.beta2(), 0, 0.9999999);
    Checks.within("optimizer.decay", optimizer.decay(), 0, 0.999999);
    Checks.positive("optimizer.epsilon", optimizer.epsilon());
    Checks.within("optimizer.weightDecay", optimizer.weightDecay(), 0, LARGE);
    Checks.within("optimizer.l2", optimizer.l2(), 0, LARGE);
    Checks.present("optimizer.decayed", optimizer.decayed());
    Checks.within("optimizer.clipNorm", optimizer.clipNorm(), 0, LARGE);
    Checks.within("optimizer.clipValue", optimizer.clipValue(), 0, LARGE);
    Checks.present("optimizer.schedule", optimizer.schedule());
    Checks.within("optimizer.finalLearningRate", optimizer.finalLearningRate(), 0, LARGE);
    if (optimizer.weightDecay() * optimizer.learningRate() >= 1) {
      throw Checks.bad(
          "optimizer.weightDecay",
          optimizer.weightDecay(),
          "with optimizer.learningRate it would turn the parameters' signs in one update");
    }
    if (optimizer.schedule() != Schedule.CONSTANT && optimizer.scheduleUpdates() < 1) {
      throw Checks.bad(
          "optimizer.scheduleUpdates",
          optimizer.scheduleUpdates(),
          "optimizer.schedule=" + optimizer.schedule() + " needs a length of 1 or more");
    }
  }
}

package dev.ductile.agent.contract;

import dev.ductile.agent.optimizer.OptimizerConfig;

/** RAdam's step of one element, as its paper writes it, with ε where PyTorch has it. */
final class RAdamLoop {
  private RAdamLoop() {}

  /** What the learning rate is multiplied with, from the moments after update t. */
  static double direction(OptimizerConfig o, int t, double m, double v) {
    double c1 = 1 - Math.pow(o.beta1(), t);
    double c2 = 1 - Math.pow(o.beta2(), t);
    double limit = 2 / (1 - o.beta2()) - 1;
    double rho = limit - 2 * t * Math.pow(o.beta2(), t) / c2;
    if (rho <= 5) {
      return m / c1;
    }
    double r = (rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho);
    return Math.sqrt(r) * Math.sqrt(c2) / c1 * m / (Math.sqrt(v) + o.epsilon());
  }
}

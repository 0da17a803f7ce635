package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.base.Checks;

/**
 * Munchausen reinforcement learning (Vieillard et al. 2020): the scaled log-policy of the action
 * taken is added to the reward, and the next value is that of the entropy-regularised policy {@code
 * π = softmax(Q⁻/τ)}: {@code y = R + α·[τ ln π(a|s)]₍clip,0₎ + γⁿ Σ_a′ π(a′|s′)(Q⁻(s′,a′) − τ ln
 * π(a′|s′))}.
 *
 * @param on whether it is used
 * @param scale α, share of the log-policy that is added to the reward
 * @param temperature τ, more than 0
 * @param clip lower limit of {@code τ ln π}, below 0
 */
public record Munchausen(boolean on, double scale, double temperature, double clip) {
  /** Not used; the constants are those of the paper. */
  public static final Munchausen OFF = new Munchausen(false, 0.9, 0.03, -1);

  /** Checks the ranges. */
  public Munchausen {
    Checks.within("objective.munchausen.scale", scale, 0, 1);
    Checks.positive("objective.munchausen.temperature", temperature);
    Checks.within("objective.munchausen.clip", clip, -1e6, 0);
  }

  /**
   * {@code τ ln π}, by a shifted log-sum-exp.
   *
   * @param values action values [B, A]
   * @return [B, A]
   */
  Tensor scaledLogPolicy(CompositeOps f, Tensor values) {
    float tau = (float) temperature;
    return f.scale(f.logSoftmax(f.scale(values, 1 / tau)), tau);
  }

  /** π itself, [B, A]. */
  Tensor policy(CompositeOps f, Tensor values) {
    return f.softmax(f.scale(values, (float) (1 / temperature)));
  }

  /**
   * What is added to the return.
   *
   * @param values target values of the observations, [B, A]
   * @param actions int32 [B]
   * @return [B]
   */
  Tensor bonus(CompositeOps f, Tensor values, Tensor actions) {
    Tensor taken = f.gatherRows(scaledLogPolicy(f, values), actions);
    return f.scale(f.clip(taken, (float) clip, 0f), (float) scale);
  }

  /**
   * Soft value of the next observations, for each of their heads.
   *
   * @param heads [B, A, H], H = 1 for expected values
   * @param choice action values [B, A] that the policy is made from
   * @return [B, H]
   */
  Tensor softNext(CompositeOps f, Tensor heads, Tensor choice) {
    Shape actions = Shape.of(choice.shape().dim(0), choice.shape().dim(1), 1);
    Tensor probabilities = f.reshape(policy(f, choice), actions);
    Tensor entropy = f.reshape(scaledLogPolicy(f, choice), actions);
    return f.reduceSum(f.multiply(probabilities, f.subtract(heads, entropy)), false, 1);
  }
}

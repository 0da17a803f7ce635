package dev.ductile.agent.optimizer;

import dev.ductile.agent.network.ParameterGroup;

/**
 * An update rule and its constants. Constants that a kind does not use are ignored by it.
 *
 * @param kind the rule
 * @param learningRate step size, more than 0
 * @param beta1 Adam's decay of the first moment
 * @param beta2 Adam's decay of the second moment
 * @param decay RMSProp's decay of its averages
 * @param epsilon Adam's or RMSProp's; mind its place, see {@link Kind}
 * @param weightDecay decoupled: {@code θ ← θ·(1 − rate·weightDecay)} before the rule's own step
 *     (Loshchilov and Hutter 2019; with Adam this is AdamW); 0 for none
 * @param l2 coefficient of {@code Σθ²}, added to the loss; 0 for none
 * @param decayed which parameters {@code weightDecay} and {@code l2} concern
 * @param clipNorm largest norm of all gradients together, to which they are scaled down; 0 for none
 * @param clipValue largest magnitude of one gradient element, applied before {@code clipNorm}; 0
 *     for none
 * @param schedule how the learning rate changes
 * @param finalLearningRate learning rate at the schedule's end; 0 or more
 * @param scheduleUpdates updates until then
 */
public record OptimizerConfig(
    Kind kind,
    double learningRate,
    double beta1,
    double beta2,
    double decay,
    double epsilon,
    double weightDecay,
    double l2,
    ParameterGroup decayed,
    double clipNorm,
    double clipValue,
    Schedule schedule,
    double finalLearningRate,
    long scheduleUpdates) {

  /** Update rules. */
  public enum Kind {
    /** {@code lr·m̂/(√v̂ + ε)}, bias-corrected, ε outside the root: PyTorch, optax. */
    ADAM,
    /** {@code lr·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε̂)}: TensorFlow's ApplyAdam; ε̂ is not corrected. */
    ADAM_EPSILON_HAT,
    /** {@code lr·g/(√E[g²] + ε)}, ε outside the root: Hinton's lecture, PyTorch. */
    RMSPROP,
    /** {@code lr·g/√(E[g²] − E[g]² + ε)}, ε inside the root: TensorFlow, optax, dqn_zoo. */
    RMSPROP_CENTERED
  }

  /** How the learning rate changes with the number of updates done. */
  public enum Schedule {
    /** Not at all. */
    CONSTANT,
    /** On a straight line to the final rate. */
    LINEAR,
    /** Along half a cosine to the final rate (Loshchilov and Hutter 2017, without restarts). */
    COSINE
  }

  /** A rule at a constant rate without penalties and limits. */
  public static OptimizerConfig of(
      Kind kind, double learningRate, double beta1, double beta2, double decay, double epsilon) {
    return new OptimizerConfig(
        kind,
        learningRate,
        beta1,
        beta2,
        decay,
        epsilon,
        0,
        0,
        ParameterGroup.ALL,
        0,
        0,
        Schedule.CONSTANT,
        learningRate,
        0);
  }
}

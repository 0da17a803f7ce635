package dev.ductile.agent.optimizer;

/**
 * An update rule and its constants. Constants that a kind does not use are ignored by it.
 *
 * @param kind the rule
 * @param learningRate step size, more than 0
 * @param beta1 Adam's decay of the first moment
 * @param beta2 Adam's decay of the second moment
 * @param decay RMSProp's decay of both averages
 * @param epsilon Adam's or RMSProp's; mind its place, see {@link Kind}
 */
public record OptimizerConfig(
    Kind kind, double learningRate, double beta1, double beta2, double decay, double epsilon) {

  /** Update rules. */
  public enum Kind {
    /** {@code lr·m̂/(√v̂ + ε)}, bias-corrected, ε outside the root: PyTorch, optax. */
    ADAM,
    /** {@code lr·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε̂)}: TensorFlow's ApplyAdam; ε̂ is not corrected. */
    ADAM_EPSILON_HAT,
    /** {@code lr·g/√(E[g²] − E[g]² + ε)}, ε inside the root: TensorFlow, optax, dqn_zoo. */
    RMSPROP_CENTERED
  }
}

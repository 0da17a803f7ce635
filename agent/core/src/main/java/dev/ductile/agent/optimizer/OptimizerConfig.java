package dev.ductile.agent.optimizer;

import dev.ductile.agent.network.ParameterGroup;
import dev.ductile.base.Checks;

/**
 * An update rule and its constants. Constants that a kind does not use are ignored by it.
 *
 * @param kind the rule
 * @param learningRate step size, more than 0
 * @param beta1 Adam's decay of the first moment
 * @param beta2 Adam's decay of the second moment
 * @param decay RMSProp's decay of its averages, Muon's of its momentum
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
    LearningRateSchedule schedule,
    double finalLearningRate,
    long scheduleUpdates) {

  private static final double LARGE = 1e12;

  /** Update rules. */
  public enum Kind {
    /** {@code lr·m̂/(√v̂ + ε)}, bias-corrected, ε outside the root: PyTorch, optax. */
    ADAM,
    /** {@code lr·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε̂)}: TensorFlow's ApplyAdam; ε̂ is not corrected. */
    ADAM_EPSILON_HAT,
    /**
     * {@code lr·r·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε)}, r the rectification of Liu et al. 2019
     * (1908.03265), and {@code lr/(1−β₁ᵗ)·m} for the first updates: PyTorch's form.
     */
    RADAM,
    /** Orthogonalised momentum for the weights of hidden layers, {@link #ADAM} for the rest. */
    MUON,
    /** {@code lr·g/(√E[g²] + ε)}, ε outside the root: Hinton's lecture, PyTorch. */
    RMSPROP,
    /** {@code lr·g/√(E[g²] − E[g]² + ε)}, ε inside the root: TensorFlow, optax, dqn_zoo. */
    RMSPROP_CENTERED
  }

  /** Checks the ranges. */
  public OptimizerConfig {
    Checks.present("optimizer.kind", kind);
    Checks.positive("optimizer.learningRate", learningRate);
    Checks.within("optimizer.beta1", beta1, 0, 0.999999);
    Checks.within("optimizer.beta2", beta2, 0, 0.9999999);
    Checks.within("optimizer.decay", decay, 0, 0.999999);
    Checks.positive("optimizer.epsilon", epsilon);
    Checks.within("optimizer.weightDecay", weightDecay, 0, LARGE);
    Checks.within("optimizer.l2", l2, 0, LARGE);
    Checks.present("optimizer.decayed", decayed);
    Checks.within("optimizer.clipNorm", clipNorm, 0, LARGE);
    Checks.within("optimizer.clipValue", clipValue, 0, LARGE);
    Checks.present("optimizer.schedule", schedule);
    Checks.within("optimizer.finalLearningRate", finalLearningRate, 0, LARGE);
    if (weightDecay * learningRate >= 1) {
      throw Checks.bad(
          "optimizer.weightDecay",
          weightDecay,
          "with optimizer.learningRate it would turn the parameters' signs in one update");
    }
    if (schedule != LearningRateSchedule.CONSTANT && scheduleUpdates < 1) {
      throw Checks.bad(
          "optimizer.scheduleUpdates",
          scheduleUpdates,
          "optimizer.schedule=" + schedule + " needs a length of 1 or more");
    }
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
        LearningRateSchedule.CONSTANT,
        learningRate,
        0);
  }
}

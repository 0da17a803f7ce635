package dev.ductile.agent.learner;

/** What a {@link LearnerCopy} is asked for beside action values; the rest is not compiled. */
public enum CopyFunction {
  /** Per-unit statistics of hidden layers and the feature matrix. */
  STATISTICS,
  /** Gradient of the mean loss of the batch. */
  GRADIENT,
  /** Gradients of the sum of action values of one observation. */
  VALUE_GRADIENTS,
  /** Gradients of the loss of one sample. */
  LOSS_GRADIENTS,
  /** Optimizer steps towards given action values. */
  FIT
}

package dev.ductile.agent.network;

/** What a parameter does, so that penalties and resets can include or exclude it by kind. */
public enum ParameterRole {
  /** Weights of a dense or convolution layer. */
  WEIGHT,
  /** Additive vector of a layer. */
  BIAS,
  /** Multiplier of a normalisation. */
  NORM_SCALE,
  /** Addend of a normalisation. */
  NORM_OFFSET,
  /** Scale of the noise on a weight or bias. */
  NOISE_SIGMA,
  /** Not trained: running mean or variance of each unit in a normalisation. */
  NORM_STATISTIC,
  /** Not trained: another running state of a layer. */
  STATE;

  /** Whether gradients change it; otherwise layers keep it beside what they are trained by. */
  public boolean isTrained() {
    return this != NORM_STATISTIC && this != STATE;
  }
}

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
  /** Not trained: a layer's own running state. */
  STATE
}

package dev.ductile.agent.network;

/** What stands before every nonlinearity of a hidden layer. */
public enum Normalization {
  /** Nothing. */
  NONE,
  /**
   * Layer normalisation over channels, at each position of an image; over units in dense layers.
   */
  LAYER_NORM_CHANNEL,
  /**
   * Layer normalisation over height, width and channels, with one scale and offset per element
   * (PyTorch's {@code LayerNorm([C, H, W])}, PQN); over units in dense layers.
   */
  LAYER_NORM_CHW
}

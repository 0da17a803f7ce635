package dev.ductile.agent.network;

import dev.ductile.agent.engine.Padding;

/**
 * The shape of a network.
 *
 * @param torso what turns frames into features
 * @param padding of its convolutions
 * @param hiddenUnits width of the dense layer between torso and output
 * @param dueling separate value and advantage streams (Wang et al. 2016)
 * @param normalization before every hidden nonlinearity
 * @param weightInitializer of weights
 * @param biasInitializer of biases
 */
public record NetworkConfig(
    Torso torso,
    Padding padding,
    int hiddenUnits,
    boolean dueling,
    Normalization normalization,
    Initializer weightInitializer,
    Initializer biasInitializer) {

  /** What turns frames into features. */
  public enum Torso {
    /** Three convolutions, Mnih et al. 2015. */
    NATURE_CNN
  }
}

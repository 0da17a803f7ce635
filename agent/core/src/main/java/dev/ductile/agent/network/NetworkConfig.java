package dev.ductile.agent.network;

import dev.ductile.agent.engine.Padding;
import java.util.List;
import java.util.stream.Stream;

/**
 * The shape of a network.
 *
 * @param torso what turns frames into features
 * @param padding of its convolutions
 * @param widthFactor multiplies the filters of all its convolutions
 * @param maxPooling adaptive 6×6 maximum pooling behind the torso (Clark et al. 2024, "Beyond the
 *     Rainbow"); IMPALA only
 * @param spectralNorm divides weights by their largest singular value, followed by power iteration
 *     (Miyato et al. 2018)
 * @param spectralNormLayers whose weights
 * @param hiddenUnits width of the dense layer between torso and output; 0 for none
 * @param dueling separate value and advantage streams (Wang et al. 2016)
 * @param duelingSharedHidden whether both streams share their hidden layer (Dopamine)
 * @param sharedOutputBias one output bias for all actions (van Hasselt et al. 2016, tuned double
 *     DQN)
 * @param normalization before every hidden nonlinearity
 * @param normalizationAffine whether it has a trained scale and offset
 * @param normalizationGroups groups of channels, for group normalisation
 * @param normalizationDecay share of the running statistics that an update keeps, where there are
 *     any
 * @param activation every hidden nonlinearity but that of the embedding of quantile fractions,
 *     which stays ReLU
 * @param halvedUnits whether layers whose nonlinearity gives two outputs a unit have half as many
 *     units, so that the next layer's inputs stay as many
 * @param injection whether the layers behind the torso have the two further copies that plasticity
 *     injection needs (Nikishin et al. 2023)
 * @param weightInitializer of weights
 * @param biasInitializer of biases
 * @param noisy noise of the dense layers
 */
public record NetworkConfig(
    Torso torso,
    Padding padding,
    int widthFactor,
    boolean maxPooling,
    boolean spectralNorm,
    SpectralNormLayers spectralNormLayers,
    int hiddenUnits,
    boolean dueling,
    boolean duelingSharedHidden,
    boolean sharedOutputBias,
    Normalization normalization,
    boolean normalizationAffine,
    int normalizationGroups,
    double normalizationDecay,
    Activation activation,
    boolean halvedUnits,
    boolean injection,
    Initializer weightInitializer,
    Initializer biasInitializer,
    NoisyConfig noisy) {

  /** What turns frames into features. */
  public enum Torso {
    /** Three convolutions, Mnih et al. 2015. */
    NATURE_CNN,
    /** Two convolutions 5×5/5, data-efficient Rainbow, van Hasselt et al. 2019. */
    DATA_EFFICIENT_CNN,
    /** Three stacks of residual blocks, Espeholt et al. 2018. */
    IMPALA_RESNET,
    /** Two dense layers of {@link #hiddenUnits}. */
    MLP,
    /** Two convolutions 3×3, 32 and 64 filters, each followed by 2×2 pooling: small images. */
    SMALL_CNN,
    /**
     * Residual network with 18 layers for small images, He et al. 2016: 64 to 512 filters. The
     * dense layer behind it is left out where {@link #hiddenUnits} is 0.
     */
    RESNET18,
    /** The same with a quarter of the filters, 16 to 128: for CPUs. */
    RESNET18_NARROW
  }

  /** Whether the given layers are spectrally normalised. */
  boolean normalizesSpectrum(SpectralNormLayers layers) {
    return spectralNorm
        && (spectralNormLayers == layers || spectralNormLayers == SpectralNormLayers.HIDDEN);
  }

  /** Units of a hidden layer that is {@code width} wide as published. */
  public int units(int width) {
    return activation.doubles() && halvedUnits ? width / 2 : width;
  }

  /** Widths of all hidden layers as published, each once. */
  public List<Integer> hiddenWidths() {
    return Stream.concat(Torsos.widths(this), Stream.of(hiddenUnits)).distinct().toList();
  }

  /** A network without width factor, noise and other extras. */
  public static NetworkConfig plain(
      Torso torso,
      Padding padding,
      int hiddenUnits,
      boolean dueling,
      Normalization normalization,
      Initializer weightInitializer,
      Initializer biasInitializer) {
    return new NetworkConfig(
        torso,
        padding,
        1,
        false,
        false,
        SpectralNormLayers.RESIDUAL_BLOCKS,
        hiddenUnits,
        dueling,
        false,
        false,
        normalization,
        true,
        8,
        0.99,
        Activation.RELU,
        false,
        false,
        weightInitializer,
        biasInitializer,
        NoisyConfig.none());
  }
}

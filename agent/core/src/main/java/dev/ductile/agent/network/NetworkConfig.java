package dev.ductile.agent.network;

import dev.ductile.agent.engine.Padding;
import dev.ductile.base.Checks;
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
 * @param averagePooling whether the dense layers are given each map's mean instead of all its
 *     positions: global average pooling
 * @param hadamard which hidden layers are products of two
 * @param intervalKeep share of positive preactivations that pass in the trained pass of an update;
 *     of negative ones the rest passes, unchanged; elsewhere all pass, scaled by their share (Park
 *     et al. 2025, 2502.01342); 1 is ReLU
 * @param skipBlocks residual blocks of two dense layers each in the place of the hidden layer, all
 *     with a further skip from where they begin (Castanyer et al. 2025, 2506.15544); 0 for none
 * @param auxiliaryHeads numbers that are made of each stream's last hidden units beside the output,
 *     for penalties; values do not depend on them
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
    boolean averagePooling,
    HadamardLayers hadamard,
    double intervalKeep,
    int skipBlocks,
    int auxiliaryHeads,
    Initializer weightInitializer,
    Initializer biasInitializer,
    NoisyConfig noisy) {

  /** Screens that the reference's pooling is defined for. */
  private static final int POOLED_SCREEN = 84;

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
    RESNET18_NARROW,
    /**
     * Three convolutions of stride 1, each the product of two and followed by maximum pooling, Kooi
     * et al. 2025 (2505.15345).
     */
    HADAMAX;

    /** Whether nonlinearities stand before convolutions, on a residual stream. */
    boolean isResidual() {
      return this == IMPALA_RESNET || this == RESNET18 || this == RESNET18_NARROW;
    }

    /** Whether its features are maps with positions. */
    boolean hasMaps() {
      return this != MLP && this != RESNET18 && this != RESNET18_NARROW;
    }
  }

  /** Checks the ranges, and that the parts fit together. */
  public NetworkConfig {
    Checks.present("network.torso", torso);
    Checks.present("network.padding", padding);
    Checks.present("network.spectralNormLayers", spectralNormLayers);
    Checks.present("network.normalization", normalization);
    Checks.atLeast("network.normalizationGroups", normalizationGroups, 1);
    Checks.within("network.normalizationDecay", normalizationDecay, 0, 0.999999);
    Checks.present("network.activation", activation);
    Checks.present("network.weightInitializer", weightInitializer);
    Checks.present("network.biasInitializer", biasInitializer);
    if (biasInitializer.isOrthogonal()) {
      throw Checks.bad(
          "network.biasInitializer",
          biasInitializer,
          "it is of matrices; use ZEROS or another for biases");
    }
    Checks.present("network.noisy", noisy);
    // Outputs may stand right behind a torso that has features of its own.
    Checks.atLeast("network.hiddenUnits", hiddenUnits, torso == Torso.MLP ? 1 : 0);
    Checks.atLeast("network.widthFactor", widthFactor, 1);
    if (spectralNorm) {
      NetworkChecks.spectralNorm(spectralNormLayers, torso, hiddenUnits, noisy);
    }
    NetworkChecks.torso(torso, maxPooling, padding, widthFactor);
    Checks.present("network.hadamard", hadamard);
    NetworkChecks.hadamard(torso, hadamard, skipBlocks);
    NetworkChecks.intervalKeep(intervalKeep, activation);
    NetworkChecks.averagePooling(torso, averagePooling);
    Checks.within("network.auxiliaryHeads", auxiliaryHeads, 0, 4096);
    NetworkChecks.skipBlocks(skipBlocks, hiddenUnits);
    if (duelingSharedHidden && !dueling) {
      throw Checks.bad(
          "network.duelingSharedHidden",
          true,
          "there are no two streams to share a layer without network.dueling=true");
    }
    if (sharedOutputBias && dueling) {
      throw Checks.bad(
          "network.sharedOutputBias",
          true,
          "with network.dueling=true the value stream is what all actions share");
    }
    if (normalization == Normalization.GROUP_NORM) {
      for (int width : hiddenWidths(torso, widthFactor, hiddenUnits)) {
        int units = units(width, activation, halvedUnits);
        if (units % normalizationGroups != 0) {
          throw Checks.bad(
              "network.normalizationGroups",
              normalizationGroups,
              "a hidden layer has " + units + " units, which they must divide");
        }
      }
    }
    if (halvedUnits) {
      NetworkChecks.halvedUnits(activation, hiddenUnits);
    }
    if (noisy.on() && sharedOutputBias) {
      throw Checks.bad(
          "network.sharedOutputBias",
          true,
          "noisy layers have a bias with noise for every output; set network.noisy.kind=NONE");
    }
  }

  /**
   * Refuses screens that the torso cannot be built over.
   *
   * @param screenSize height and width of its images
   * @throws dev.ductile.base.ConfigurationException naming the key, the value and the reason
   */
  public void checkScreen(int screenSize) {
    if (maxPooling && screenSize != POOLED_SCREEN) {
      throw Checks.bad(
          "network.maxPooling",
          true,
          "pooling to 6×6 needs env.screenSize=84, which is " + screenSize);
    }
  }

  /** Whether the given layers are spectrally normalised. */
  boolean normalizesSpectrum(SpectralNormLayers layers) {
    return spectralNorm
        && (spectralNormLayers == layers || spectralNormLayers == SpectralNormLayers.HIDDEN);
  }

  /** Whether the trained pass of an update drops intervals of preactivations. */
  public boolean dropsIntervals() {
    return intervalKeep < 1;
  }

  /** Units of a hidden layer that is {@code width} wide as published. */
  public int units(int width) {
    return units(width, activation, halvedUnits);
  }

  private static int units(int width, Activation activation, boolean halvedUnits) {
    return activation.doubles() && halvedUnits ? width / 2 : width;
  }

  /** Widths of all hidden layers as published, each once. */
  public List<Integer> hiddenWidths() {
    return hiddenWidths(torso, widthFactor, hiddenUnits);
  }

  private static List<Integer> hiddenWidths(Torso torso, int widthFactor, int hiddenUnits) {
    Stream<Integer> ofTorso = Torsos.widths(torso, widthFactor, hiddenUnits);
    return Stream.concat(ofTorso, Stream.of(hiddenUnits)).distinct().toList();
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
        false,
        HadamardLayers.NONE,
        1,
        0,
        0,
        weightInitializer,
        biasInitializer,
        NoisyConfig.none());
  }
}

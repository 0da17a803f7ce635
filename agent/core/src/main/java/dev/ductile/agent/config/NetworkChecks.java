package dev.ductile.agent.config;

import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkConfig.Torso;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.base.Checks;

/** Refuses networks without meaning, with the reason. */
public final class NetworkChecks {
  /** Screens that the reference's pooling is defined for. */
  private static final int POOLED_SCREEN = 84;

  private NetworkChecks() {}

  /**
   * Checks a network.
   *
   * @param screenSize height and width of its images
   * @throws dev.ductile.base.ConfigurationException naming the key, the value and the reason
   */
  public static void check(NetworkConfig network, int screenSize) {
    ranges(network);
    torso(network, screenSize);
    heads(network);
    normalization(network);
    activation(network);
    if (network.noisy().on()) {
      noise(network);
    }
  }

  private static void ranges(NetworkConfig network) {
    Checks.present("network.torso", network.torso());
    Checks.present("network.padding", network.padding());
    Checks.present("network.spectralNormLayers", network.spectralNormLayers());
    Checks.present("network.normalization", network.normalization());
    Checks.atLeast("network.normalizationGroups", network.normalizationGroups(), 1);
    Checks.within("network.normalizationDecay", network.normalizationDecay(), 0, 0.999999);
    Checks.present("network.activation", network.activation());
    Checks.present("network.weightInitializer", network.weightInitializer());
    Checks.present("network.biasInitializer", network.biasInitializer());
    if (network.biasInitializer().isOrthogonal()) {
      throw Checks.bad(
          "network.biasInitializer",
          network.biasInitializer(),
          "it is of matrices; use ZEROS or another for biases");
    }
    Checks.present("network.noisy", network.noisy());
    Checks.present("network.noisy.kind", network.noisy().kind());
    Checks.atLeast("network.hiddenUnits", network.hiddenUnits(), hasOwnFeatures(network) ? 0 : 1);
    Checks.atLeast("network.widthFactor", network.widthFactor(), 1);
  }

  /** Whether outputs may stand right behind the torso. */
  private static boolean hasOwnFeatures(NetworkConfig network) {
    return network.torso() != Torso.MLP;
  }

  private static void torso(NetworkConfig network, int screenSize) {
    boolean impala = network.torso() == Torso.IMPALA_RESNET;
    boolean resnet18 =
        network.torso() == Torso.RESNET18 || network.torso() == Torso.RESNET18_NARROW;
    boolean blocks = network.spectralNormLayers() == SpectralNormLayers.RESIDUAL_BLOCKS;
    if (network.spectralNorm() && blocks && !impala) {
      throw Checks.bad(
          "network.spectralNorm",
          true,
          "it normalises residual blocks, which only network.torso=IMPALA_RESNET has; "
              + "network.spectralNormLayers chooses others");
    }
    boolean penultimate = network.spectralNormLayers() == SpectralNormLayers.PENULTIMATE;
    if (network.spectralNorm() && penultimate && network.hiddenUnits() == 0) {
      throw Checks.bad(
          "network.spectralNormLayers",
          network.spectralNormLayers(),
          "with network.hiddenUnits=0 no dense layer stands before the outputs; use HIDDEN");
    }
    if (network.spectralNorm() && !blocks && network.noisy().on()) {
      throw Checks.bad(
          "network.spectralNormLayers",
          network.spectralNormLayers(),
          "weights with noise have no fixed singular values; set network.noisy.kind=NONE");
    }
    if (network.maxPooling() && !impala) {
      throw Checks.bad(
          "network.maxPooling", true, "only network.torso=IMPALA_RESNET is pooled at its end");
    }
    if (network.maxPooling() && screenSize != POOLED_SCREEN) {
      throw Checks.bad(
          "network.maxPooling",
          true,
          "pooling to 6×6 needs env.screenSize=84, which is " + screenSize);
    }
    if ((impala || resnet18) && network.padding() == Padding.VALID) {
      throw Checks.bad(
          "network.padding",
          Padding.VALID,
          "the residual blocks of network.torso="
              + network.torso()
              + " must keep the size of their maps; use SAME");
    }
    if (network.torso() == Torso.MLP && network.widthFactor() != 1) {
      throw Checks.bad(
          "network.widthFactor",
          network.widthFactor(),
          "network.torso=MLP has no filters; change network.hiddenUnits");
    }
  }

  private static void heads(NetworkConfig network) {
    if (network.duelingSharedHidden() && !network.dueling()) {
      throw Checks.bad(
          "network.duelingSharedHidden",
          true,
          "there are no two streams to share a layer without network.dueling=true");
    }
    if (network.sharedOutputBias() && network.dueling()) {
      throw Checks.bad(
          "network.sharedOutputBias",
          true,
          "with network.dueling=true the value stream is what all actions share");
    }
  }

  private static void normalization(NetworkConfig network) {
    if (network.normalization() != Normalization.GROUP_NORM) {
      return;
    }
    for (int width : network.hiddenWidths()) {
      if (network.units(width) % network.normalizationGroups() != 0) {
        throw Checks.bad(
            "network.normalizationGroups",
            network.normalizationGroups(),
            "a hidden layer has " + network.units(width) + " units, which they must divide");
      }
    }
  }

  private static void activation(NetworkConfig network) {
    if (!network.halvedUnits()) {
      return;
    }
    if (!network.activation().doubles()) {
      throw Checks.bad(
          "network.halvedUnits",
          true,
          "only network.activation=CRELU and FOURIER give two outputs a unit, here it is "
              + network.activation());
    }
    if (network.hiddenUnits() % 2 != 0) {
      throw Checks.bad(
          "network.hiddenUnits",
          network.hiddenUnits(),
          "network.halvedUnits=true needs an even number");
    }
  }

  private static void noise(NetworkConfig network) {
    NoisyConfig noisy = network.noisy();
    Checks.positive("network.noisy.sigma0", noisy.sigma0());
    Checks.present("network.noisy.biasFan", noisy.biasFan());
    Checks.present("network.noisy.distribution", noisy.distribution());
    Checks.present("network.noisy.sharing", noisy.sharing());
    Checks.present("network.noisy.acting", noisy.acting());
    if (network.sharedOutputBias()) {
      throw Checks.bad(
          "network.sharedOutputBias",
          true,
          "noisy layers have a bias with noise for every output; set network.noisy.kind=NONE");
    }
    if (noisy.sharedAcrossLayers() && noisy.kind() != NoisyConfig.Kind.FACTORISED) {
      throw Checks.bad(
          "network.noisy.sharedAcrossLayers",
          true,
          "only vectors of network.noisy.kind=FACTORISED fit other layers");
    }
  }
}

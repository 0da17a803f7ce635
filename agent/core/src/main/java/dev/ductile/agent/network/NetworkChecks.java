package dev.ductile.agent.network;

import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.network.NetworkConfig.Torso;
import dev.ductile.base.Checks;

/** Whether the parts of a {@link NetworkConfig} fit together; what does not is refused by key. */
final class NetworkChecks {
  private NetworkChecks() {}

  static void spectralNorm(
      SpectralNormLayers layers, Torso torso, int hiddenUnits, NoisyConfig noisy) {
    boolean blocks = layers == SpectralNormLayers.RESIDUAL_BLOCKS;
    if (blocks && torso != Torso.IMPALA_RESNET) {
      throw Checks.bad(
          "network.spectralNorm",
          true,
          "it normalises residual blocks, which only network.torso=IMPALA_RESNET has; "
              + "network.spectralNormLayers chooses others");
    }
    if (layers == SpectralNormLayers.PENULTIMATE && hiddenUnits == 0) {
      throw Checks.bad(
          "network.spectralNormLayers",
          layers,
          "with network.hiddenUnits=0 no dense layer stands before the outputs; use HIDDEN");
    }
    if (!blocks && noisy.on()) {
      throw Checks.bad(
          "network.spectralNormLayers",
          layers,
          "weights with noise have no fixed singular values; set network.noisy.kind=NONE");
    }
  }

  static void torso(Torso torso, boolean maxPooling, Padding padding, int widthFactor) {
    boolean impala = torso == Torso.IMPALA_RESNET;
    if (maxPooling && !impala) {
      throw Checks.bad(
          "network.maxPooling", true, "only network.torso=IMPALA_RESNET is pooled at its end");
    }
    if ((torso.isResidual() || torso == Torso.HADAMAX) && padding == Padding.VALID) {
      throw Checks.bad(
          "network.padding",
          Padding.VALID,
          "the convolutions of network.torso="
              + torso
              + " must keep the size of their maps; use SAME");
    }
    if (torso == Torso.MLP && widthFactor != 1) {
      throw Checks.bad(
          "network.widthFactor",
          widthFactor,
          "network.torso=MLP has no filters; change network.hiddenUnits");
    }
  }

  static void hadamard(Torso torso, HadamardLayers hadamard, int skipBlocks) {
    if (hadamard == HadamardLayers.ALL && torso.isResidual()) {
      throw Checks.bad(
          "network.hadamard",
          hadamard,
          "in network.torso=" + torso + " nonlinearities are of residual streams; use DENSE");
    }
    if (hadamard != HadamardLayers.NONE && skipBlocks > 0) {
      throw Checks.bad(
          "network.hadamard",
          hadamard,
          "residual blocks have no product of layers; set network.skipBlocks=0");
    }
  }

  static void intervalKeep(double share, Activation activation) {
    Checks.within("network.intervalKeep", share, 0.5, 1);
    if (share < 1 && activation != Activation.RELU) {
      throw Checks.bad(
          "network.intervalKeep",
          share,
          "it takes the place of network.activation=RELU, here it is " + activation);
    }
  }

  static void averagePooling(Torso torso, boolean averagePooling) {
    if (averagePooling && !torso.hasMaps()) {
      throw Checks.bad(
          "network.averagePooling",
          true,
          torso == Torso.MLP
              ? "network.torso=MLP has no maps to pool"
              : "network.torso=" + torso + " ends with it already");
    }
  }

  static void skipBlocks(int skipBlocks, int hiddenUnits) {
    Checks.within("network.skipBlocks", skipBlocks, 0, 100);
    if (skipBlocks > 0 && hiddenUnits == 0) {
      throw Checks.bad(
          "network.skipBlocks",
          skipBlocks,
          "with network.hiddenUnits=0 no dense layer stands before the outputs");
    }
  }

  static void halvedUnits(Activation activation, int hiddenUnits) {
    if (!activation.doubles()) {
      throw Checks.bad(
          "network.halvedUnits",
          true,
          "only network.activation=CRELU and FOURIER give two outputs a unit, here it is "
              + activation);
    }
    if (hiddenUnits % 2 != 0) {
      throw Checks.bad(
          "network.hiddenUnits", hiddenUnits, "network.halvedUnits=true needs an even number");
    }
  }
}

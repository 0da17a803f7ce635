package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.PutsSettings;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Normalization;
import java.util.Map;

/** Hidden layers that are products of two layers. */
final class HadamardProducts {
  private static final String LAYERS = "layers";
  private static final String ACTIVATION = "activation";
  private static final String UNITS = "; measurements of units are of each factor";

  static final InterventionType REPRESENTATION =
      InterventionType.named("hadamard", InterventionKind.ARCHITECTURE)
          .does(
              "a hidden layer is f(W₁x + b₁)·f(W₂x + b₂), element by element, each factor with its"
                  + " own parameters and normalisation: twice the parameters"
                  + UNITS)
          .excludes("outputs, the embedding of quantile fractions; residual torsos (refused)")
          .source(
              "Kooi et al. 2024 (2406.09079), with DQN, PPO and PQN on Atari; best with tanh, and"
                  + " not for ReLU, whose dead units it multiplies")
          .choice(LAYERS, "which hidden layers", "all", "dense")
          .choice(ACTIVATION, "f", "tanh", "gelu", "leaky-relu", "relu")
          .makes(
              a ->
                  new PutsSettings(
                      HadamardProducts.REPRESENTATION,
                      a,
                      Map.of(
                          "network.hadamard",
                          a.constant(LAYERS, HadamardLayers.class).name(),
                          "network.activation",
                          a.constant(ACTIVATION, Activation.class).name())));

  static final InterventionType HADAMAX =
      InterventionType.named("hadamax", InterventionKind.ARCHITECTURE)
          .does(
              "the torso is three products of two convolutions of stride 1, 32@8×8, 64@4×4, 64@3×3,"
                  + " each layer-normalised over channels and behind GELU (exact), with maximum"
                  + " pooling 4×4/4, 2×2/2, 3×3/1 behind them; the dense layers have GELU and layer"
                  + " normalisation; some twenty times the arithmetic of NATURE_CNN"
                  + UNITS)
          .excludes("how weights begin, which stays the agent's (theirs: normal, Glorot)")
          .source("Kooi et al. 2025 (2505.15345) and their code: PQN, C51")
          .notWith("its convolutions are products already", "hadamard")
          .makes(
              a ->
                  new PutsSettings(
                      HadamardProducts.HADAMAX,
                      a,
                      Map.of(
                          "network.torso",
                          NetworkConfig.Torso.HADAMAX.name(),
                          "network.padding",
                          Padding.SAME.name(),
                          "network.activation",
                          Activation.GELU.name(),
                          "network.normalization",
                          Normalization.LAYER_NORM_CHANNEL.name())));

  private HadamardProducts() {}
}

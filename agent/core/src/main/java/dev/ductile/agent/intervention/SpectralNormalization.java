package dev.ductile.agent.intervention;

import dev.ductile.agent.network.SpectralNormLayers;
import java.util.Locale;
import java.util.Map;

/** Weights divided by their largest singular value. */
final class SpectralNormalization extends Intervention {
  private static final String LAYERS = "layers";

  static final InterventionType TYPE =
      InterventionType.named("spectral-norm", InterventionKind.ARCHITECTURE)
          .does("W ← W/σ_max(W) in the forward pass; σ_max by one power iteration an update")
          .target("copied with the online network, the iteration's vectors as well")
          .excludes("output layers; biases; refused with noisy layers")
          .source("Miyato et al. 2018; Gogianu et al. 2021, Bjorck et al. 2021 in RL")
          .choice(LAYERS, "which weights", "penultimate", "hidden", "residual-blocks")
          .makes(SpectralNormalization::new);

  private SpectralNormalization(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Map<String, Object> settings() {
    String layers = arguments().word(LAYERS).toUpperCase(Locale.ROOT).replace('-', '_');
    return Map.of(
        "network.spectralNorm",
        true,
        "network.spectralNormLayers",
        SpectralNormLayers.valueOf(layers).name());
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("another network");
  }
}

package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.network.SpectralNormLayers;
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
    return Map.of(
        "network.spectralNorm",
        true,
        "network.spectralNormLayers",
        arguments().constant(LAYERS, SpectralNormLayers.class).name());
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("another network");
  }
}

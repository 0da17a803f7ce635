package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.network.Normalization;
import java.util.Map;

/** Layer normalisation before every hidden nonlinearity. */
final class LayerNorm extends Intervention {
  static final InterventionType TYPE =
      InterventionType.named("layer-norm", InterventionKind.ARCHITECTURE)
          .does(
              "a ← (a − E[a])/√(Var[a] + 1e-5)·γ + β for each sample, before every hidden"
                  + " nonlinearity")
          .source("Ba et al. 2016; Lyle et al. 2024 (who leave axes and affine open)")
          .choice(
              "axes",
              "in convolutions: over channels at each position (flax), or over height, width and"
                  + " channels (PyTorch)",
              "channel",
              "chw")
          .choice("affine", "whether γ and β are there and trained", "true", "false")
          .makes(LayerNorm::new);

  private LayerNorm(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Map<String, Object> settings() {
    Normalization kind =
        arguments().is("axes", "chw")
            ? Normalization.LAYER_NORM_CHW
            : Normalization.LAYER_NORM_CHANNEL;
    return Map.of(
        "network.normalization",
        kind.name(),
        "network.normalizationAffine",
        arguments().is("affine", "true"));
  }
}

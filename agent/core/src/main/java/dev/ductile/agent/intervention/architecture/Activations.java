package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.PutsSettings;
import dev.ductile.agent.network.Activation;
import java.util.Map;

/** Other hidden nonlinearities than ReLU. */
final class Activations {
  static final InterventionType LEAKY_RELU =
      InterventionType.named("leaky-relu", InterventionKind.ARCHITECTURE)
          .does("every hidden nonlinearity is max(a, 0.01·a)")
          .source("Maas et al. 2013")
          .makes(a -> of(Activations.LEAKY_RELU, a, Activation.LEAKY_RELU, false));

  static final InterventionType GELU =
      InterventionType.named("gelu", InterventionKind.ARCHITECTURE)
          .does("every hidden nonlinearity is a·Φ(a), Φ exact")
          .source("Hendrycks and Gimpel 2016")
          .makes(a -> of(Activations.GELU, a, Activation.GELU, false));

  static final InterventionType TANH =
      InterventionType.named("tanh", InterventionKind.ARCHITECTURE)
          .does("every hidden nonlinearity is tanh(a)")
          .source("a saturating control")
          .makes(a -> of(Activations.TANH, a, Activation.TANH, false));

  static final InterventionType CRELU =
      InterventionType.named("crelu", InterventionKind.ARCHITECTURE)
          .does("every hidden nonlinearity is [max(a, 0), max(−a, 0)], two outputs a unit")
          .source("Shang et al. 2016; Abbas et al. 2023")
          .choice(
              "width",
              "double: as many units, twice the inputs of what follows; constant: half the units,"
                  + " as many inputs",
              "double",
              "constant")
          .makes(a -> of(Activations.CRELU, a, Activation.CRELU, a.is("width", "constant")));

  static final InterventionType FOURIER =
      InterventionType.named("fourier", InterventionKind.ARCHITECTURE)
          .does("every hidden nonlinearity is [sin a, cos a], with half the units")
          .source("Lewandowski et al. 2024 (2410.20634), deep Fourier features")
          .makes(a -> of(Activations.FOURIER, a, Activation.FOURIER, true));

  private Activations() {}

  private static Intervention of(
      InterventionType type, Options arguments, Activation kind, boolean halved) {
    return new PutsSettings(
        type, arguments, Map.of("network.activation", kind.name(), "network.halvedUnits", halved));
  }
}

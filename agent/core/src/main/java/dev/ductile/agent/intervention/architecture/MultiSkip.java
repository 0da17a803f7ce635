package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.PutsSettings;
import java.util.Map;

/** Dense layers with skips from their beginning to every block. */
final class MultiSkip {
  static final InterventionType TYPE =
      InterventionType.named("multi-skip", InterventionKind.ARCHITECTURE)
          .does(
              "in the place of the hidden layer, in each stream: h = norm(W₀φ), x₀ = h, xᵢ = xᵢ₋₁ +"
                  + " norm(V f(norm(U f(xᵢ₋₁)))) + h, then f(norm(W x)), all as wide; norm is the"
                  + " agent's, add layer-norm where it has none")
          .excludes("the torso")
          .source(
              "Castanyer et al. 2025 (2506.15544) and their code, 1 to 10 blocks with layer"
                  + " normalisation and the Kron optimizer: PQN, PPO, DQN, Rainbow; orthogonal first"
                  + " weights there")
          .notWith("residual blocks have no product of layers", "hadamard")
          .whole("blocks", 1, 1, 100, "of two dense layers each")
          .makes(
              a ->
                  new PutsSettings(
                      MultiSkip.TYPE, a, Map.of("network.skipBlocks", (int) a.whole("blocks"))));

  private MultiSkip() {}
}

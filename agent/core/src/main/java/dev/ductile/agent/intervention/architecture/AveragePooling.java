package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.PutsSettings;
import java.util.Map;

/** A narrow place between convolutions and dense layers. */
final class AveragePooling {
  static final InterventionType TYPE =
      InterventionType.named("global-average-pooling", InterventionKind.ARCHITECTURE)
          .does(
              "the layers behind a convolutional torso are given each map's mean over positions"
                  + " instead of all positions: 64 inputs instead of 3136")
          .excludes("the torsos MLP (refused) and RESNET18, which ends like that (refused)")
          .source(
              "Sokar and Castro 2025 (2505.17749): Rainbow and others on Atari, wide networks,"
                  + " also at 100k steps")
          .makes(
              a ->
                  new PutsSettings(AveragePooling.TYPE, a, Map.of("network.averagePooling", true)));

  private AveragePooling() {}
}

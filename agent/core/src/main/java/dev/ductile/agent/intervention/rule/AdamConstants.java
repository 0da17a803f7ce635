package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.OptimizerNeeds;
import dev.ductile.agent.intervention.PutsSettings;
import java.util.Map;

/** Constants of Adam that do not kill units where targets jump. */
final class AdamConstants {
  static final InterventionType TYPE =
      InterventionType.named("adam", InterventionKind.UPDATE_RULE)
          .does(
              "Adam's β₂ and ε: a shorter memory of squared gradients, and smaller steps where they"
                  + " are small")
          .target("untouched")
          .source("Lyle et al. 2023 and 2024: β₂ 0.9 and ε 1e-3 where 0.999 and 1e-8 fail")
          .number("beta2", 0.9, 0, 0.9999999, "decay of the second moment")
          .number("epsilon", 1e-3, 1e-12, 1e3, "in the optimizer's own place of it")
          .makes(
              a ->
                  new PutsSettings(
                      AdamConstants.TYPE,
                      a,
                      Map.of(
                          "optimizer.beta2",
                          a.number("beta2"),
                          "optimizer.epsilon",
                          a.number("epsilon")),
                      OptimizerNeeds.ADAM_CONSTANTS));

  private AdamConstants() {}
}

package dev.ductile.agent.intervention;

import java.util.Map;
import java.util.Set;

/** Constants of Adam that do not kill units where targets jump. */
final class AdamConstants {
  /** That the optimizer is Adam. */
  static final Map<String, Set<String>> NEEDS =
      Map.of("optimizer.kind", Set.of("ADAM", "ADAM_EPSILON_HAT"));

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
                      AdamConstants.NEEDS));

  private AdamConstants() {}
}

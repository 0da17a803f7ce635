package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.PutsSettings;
import dev.ductile.agent.network.ParameterGroup;
import java.util.Map;

/** The squared norm of parameters; under adaptive optimizers another thing than weight decay. */
final class L2 {
  private static final String PARAMETERS = "parameters";

  static final InterventionType TYPE =
      InterventionType.named("l2", InterventionKind.PENALTY)
          .does("loss + coefficient·Σθ²; its gradient goes through the optimizer's moments")
          .target("untouched")
          .optimizerState("part of the gradient")
          .excludes("by its parameter")
          .source("Lyle et al. 2024: 1e-5 supervised, 1e-6 bandit, 1e-7 to 1e-3 on Atari")
          .number("coefficient", 1e-5, 0, 1e6, "of the squared norm")
          .choice(PARAMETERS, "which are penalised", "all", "weights", "without-normalization")
          .makes(
              a ->
                  new PutsSettings(
                      L2.TYPE,
                      a,
                      Map.of(
                          "optimizer.l2",
                          a.number("coefficient"),
                          "optimizer.decayed",
                          a.constant(PARAMETERS, ParameterGroup.class).name())));

  private L2() {}
}

package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.PutsSettings;
import dev.ductile.agent.network.ParameterGroup;
import java.util.Map;

/** Weight decay beside the optimizer's step. */
final class WeightDecay {
  private static final String PARAMETERS = "parameters";

  static final InterventionType TYPE =
      InterventionType.named("weight-decay", InterventionKind.UPDATE_RULE)
          .does("θ ← θ·(1 − learning rate·rate), beside the optimizer's step (AdamW)")
          .target("untouched")
          .optimizerState("untouched")
          .excludes("by its parameter")
          .source("Loshchilov and Hutter 2019")
          .number("rate", 1e-2, 0, 1e6, "decay per update, before the learning rate")
          .choice(PARAMETERS, "which decay", "all", "weights", "without-normalization")
          .makes(
              a ->
                  new PutsSettings(
                      WeightDecay.TYPE,
                      a,
                      Map.of(
                          "optimizer.weightDecay",
                          a.number("rate"),
                          "optimizer.decayed",
                          a.constant(PARAMETERS, ParameterGroup.class).name())));

  private WeightDecay() {}
}

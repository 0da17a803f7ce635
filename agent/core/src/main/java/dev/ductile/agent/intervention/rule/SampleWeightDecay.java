package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.PutsSettings;
import java.util.Map;
import java.util.Set;

/** Draws young transitions more often, so that gradients stay large. */
final class SampleWeightDecay {
  private static final String STEPS = "decay-steps";
  private static final String LEAST = "least";

  static final InterventionType TYPE =
      InterventionType.named("sample-weight-decay", InterventionKind.UPDATE_RULE)
          .does(
              "replay draws a transition with a chance proportional to max(least, 1 −"
                  + " age/decay-steps), its age in steps of its environment, without importance"
                  + " weights; for unprioritised replay")
          .target("untouched")
          .optimizerState("untouched")
          .source(
              "Wu et al. 2026 (2604.01913); 8e4 and .1 of their code for TD3 with an update a step"
                  + " and a memory of 1M")
          .whole(STEPS, 80_000, 1, 1_000_000_000_000L, "age at which a weight would be 0")
          .number(LEAST, 0.1, 0.001, 1, "weight of the old")
          .makes(
              a ->
                  new PutsSettings(
                      SampleWeightDecay.TYPE,
                      a,
                      Map.of(
                          "replay.ageDecaySteps",
                          a.whole(STEPS),
                          "replay.leastAgeWeight",
                          a.number(LEAST)),
                      Map.of("replay.scheme", Set.of("UNIFORM"))));

  private SampleWeightDecay() {}
}

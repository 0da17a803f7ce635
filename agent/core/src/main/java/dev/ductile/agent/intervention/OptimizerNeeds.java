package dev.ductile.agent.intervention;

import java.util.Map;
import java.util.Set;

/** What interventions {@linkplain Intervention#needs need} of the optimizer. */
public final class OptimizerNeeds {
  /** That it is Adam. */
  public static final Map<String, Set<String>> ADAM =
      Map.of("optimizer.kind", Set.of("ADAM", "ADAM_EPSILON_HAT"));

  /** That it divides by second moments as Adam does: has its β₂ and ε. */
  public static final Map<String, Set<String>> ADAM_CONSTANTS =
      Map.of("optimizer.kind", Set.of("ADAM", "ADAM_EPSILON_HAT", "RADAM"));

  private OptimizerNeeds() {}
}

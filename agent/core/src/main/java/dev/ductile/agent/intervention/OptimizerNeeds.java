package dev.ductile.agent.intervention;

import java.util.Map;
import java.util.Set;

/** What interventions {@linkplain Intervention#needs need} of the optimizer. */
public final class OptimizerNeeds {
  /** That it is Adam. */
  public static final Map<String, Set<String>> ADAM =
      Map.of("optimizer.kind", Set.of("ADAM", "ADAM_EPSILON_HAT"));

  private OptimizerNeeds() {}
}

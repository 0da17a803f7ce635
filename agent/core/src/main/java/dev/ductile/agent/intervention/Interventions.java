package dev.ductile.agent.intervention;

import dev.ductile.base.ConfigurationException;
import java.util.List;
import java.util.ServiceLoader;

/** All interventions there are: Ductile's own and those that others bring along. */
public final class Interventions {
  private static volatile List<InterventionType> all;

  private Interventions() {}

  /**
   * All types, in the order of the documentation, and behind them those that others brought along.
   *
   * @throws ConfigurationException if what others brought along cannot be used
   */
  public static List<InterventionType> all() {
    List<InterventionType> known = all;
    if (known == null) {
      known = InterventionCatalogue.load(ServiceLoader.load(InterventionProvider.class));
      all = known;
    }
    return known;
  }
}

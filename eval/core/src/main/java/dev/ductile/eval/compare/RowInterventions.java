package dev.ductile.eval.compare;

import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.base.ConfigurationException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Interventions of runs, of which a configuration names every parameter: for a row's label those
 * that are as usual are left out.
 *
 * @param label names, with the parameters that differ from the standard
 * @param keys of the configuration that the interventions themselves put
 */
record RowInterventions(String label, Set<String> keys) {
  /** Thousands of runs have a handful of texts. */
  private static final Map<String, RowInterventions> KNOWN = new ConcurrentHashMap<>();

  /** By the text of a configuration; one of another version, that cannot be read, is its label. */
  static RowInterventions of(String text) {
    return KNOWN.computeIfAbsent(text, RowInterventions::parse);
  }

  private static RowInterventions parse(String text) {
    try {
      InterventionList list = InterventionList.parse(text);
      return new RowInterventions(list.label(), list.settings().keySet());
    } catch (ConfigurationException e) {
      return new RowInterventions(text, Set.of());
    }
  }
}

package dev.ductile.agent.intervention;

import java.util.List;

/**
 * Brings interventions along: those of Ductile, and those of any other archive on the class path.
 * Implementations are public, have a public constructor without parameters, and are named in {@code
 * META-INF/services/dev.ductile.agent.intervention.InterventionProvider}.
 */
public interface InterventionProvider {
  /** The types, in the order in which they are to be listed. */
  List<InterventionType> types();
}

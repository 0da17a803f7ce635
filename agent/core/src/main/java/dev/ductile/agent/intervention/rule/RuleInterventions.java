package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.intervention.InterventionProvider;
import dev.ductile.agent.intervention.InterventionType;
import java.util.List;

/**
 * Ductile's interventions of what an update does to parameters: the one place where they are
 * registered.
 */
public final class RuleInterventions implements InterventionProvider {
  @Override
  public List<InterventionType> types() {
    return List.of(
        AdamConstants.TYPE,
        WeightDecay.TYPE,
        WeightClip.TYPE,
        NormalizeAndProject.TYPE,
        SoftRescaling.TYPE,
        PolyakAveraging.TYPE,
        Trac.TYPE,
        SampleWeightDecay.TYPE);
  }
}

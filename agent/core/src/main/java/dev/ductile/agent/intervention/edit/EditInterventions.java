package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.InterventionProvider;
import dev.ductile.agent.intervention.InterventionType;
import java.util.List;

/**
 * Ductile's interventions of parameters between updates: the one place where they are registered.
 */
public final class EditInterventions implements InterventionProvider {
  @Override
  public List<InterventionType> types() {
    return List.of(
        Reset.TYPE,
        ShrinkAndPerturb.TYPE,
        Fire.TYPE,
        Redo.TYPE,
        ReGraMa.TYPE,
        SelfNormalizedResets.TYPE,
        ContinualBackprop.TYPE,
        Injection.TYPE,
        HareAndTortoise.TYPE,
        MomentReset.MOMENTS,
        MomentReset.COUNT);
  }
}

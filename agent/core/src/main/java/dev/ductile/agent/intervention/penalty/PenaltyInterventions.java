package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.intervention.InterventionProvider;
import dev.ductile.agent.intervention.InterventionType;
import java.util.List;

/** Ductile's interventions of the loss: the one place where they are registered. */
public final class PenaltyInterventions implements InterventionProvider {
  @Override
  public List<InterventionType> types() {
    return List.of(
        L2.TYPE,
        L2Init.TYPE,
        Wasserstein.TYPE,
        SpectralPenalty.TYPE,
        Parseval.TYPE,
        FeatureNorm.TYPE,
        SigReg.TYPE,
        ChurnReduction.TYPE,
        InitialFeatures.TYPE);
  }
}

package dev.ductile.agent.intervention;

import java.util.List;

/** Ductile's own interventions: the one place where they are registered. */
public final class BuiltInInterventions implements InterventionProvider {
  @Override
  public List<InterventionType> types() {
    return List.of(
        LayerNorm.TYPE,
        Norms.RMS,
        Norms.GROUP,
        Norms.BATCH,
        Norms.SWAPPED,
        SpectralNormalization.TYPE,
        Activations.LEAKY_RELU,
        Activations.GELU,
        Activations.TANH,
        Activations.CRELU,
        Activations.FOURIER,
        ValueRepresentations.TWO_HOT,
        ValueRepresentations.HL_GAUSS,
        ValueRepresentations.LABEL_SMOOTHING,
        ValueRepresentations.REWARD_SCALE,
        Decay.COUPLED,
        L2Init.TYPE,
        Wasserstein.TYPE,
        SpectralPenalty.TYPE,
        Parseval.TYPE,
        FeatureNorm.TYPE,
        AdamConstants.TYPE,
        Decay.DECOUPLED,
        WeightClip.TYPE,
        NormalizeAndProject.TYPE,
        SoftRescaling.TYPE,
        Reset.TYPE,
        ShrinkAndPerturb.TYPE,
        Redo.TYPE,
        ContinualBackprop.TYPE,
        Injection.TYPE,
        HareAndTortoise.TYPE,
        MomentReset.MOMENTS,
        MomentReset.COUNT);
  }
}

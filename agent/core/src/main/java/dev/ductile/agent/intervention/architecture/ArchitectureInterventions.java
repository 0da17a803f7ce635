package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.InterventionProvider;
import dev.ductile.agent.intervention.InterventionType;
import java.util.List;

/**
 * Ductile's interventions of the network's shape and of what its output stands for: the one place
 * where they are registered.
 */
public final class ArchitectureInterventions implements InterventionProvider {
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
        IntervalDropout.TYPE,
        AveragePooling.TYPE,
        HadamardProducts.REPRESENTATION,
        HadamardProducts.HADAMAX,
        MultiSkip.TYPE,
        StaticSparsity.TYPE,
        ValueRepresentations.TWO_HOT,
        ValueRepresentations.HL_GAUSS,
        ValueRepresentations.LABEL_SMOOTHING,
        ValueRepresentations.REWARD_SCALE);
  }
}

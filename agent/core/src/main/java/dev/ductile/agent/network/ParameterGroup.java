package dev.ductile.agent.network;

import java.util.List;

/** Groups of parameters that decay and penalties concern; the paper leaves open which it took. */
public enum ParameterGroup {
  /** All trained parameters. */
  ALL,
  /** Weights and the scales of their noise: no biases, nothing of normalisations. */
  WEIGHTS,
  /** All but the scales and offsets of normalisations. */
  WITHOUT_NORMALIZATION;

  /** Whether a parameter belongs to the group. */
  public boolean contains(Parameter parameter) {
    ParameterRole role = parameter.role();
    boolean weight =
        role == ParameterRole.WEIGHT
            || (role == ParameterRole.NOISE_SIGMA && parameter.shape().rank() > 1);
    boolean normalization = role == ParameterRole.NORM_SCALE || role == ParameterRole.NORM_OFFSET;
    return switch (this) {
      case ALL -> role.isTrained();
      case WEIGHTS -> weight;
      case WITHOUT_NORMALIZATION -> role.isTrained() && !normalization;
    };
  }

  /** Those of the parameters that belong to the group, in their order. */
  public List<Parameter> of(List<Parameter> parameters) {
    return parameters.stream().filter(this::contains).toList();
  }
}

package dev.ductile.agent.network;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** The initialisations that a configuration can name. */
public enum Initializer implements Initialization {
  /** All zero. */
  ZEROS,
  /** All one. */
  ONES,
  /** U(±1/√fanIn): PyTorch's default for dense and convolution layers, and dqn_zoo's. */
  UNIFORM_FAN_IN,
  /** U(±√(6/(fanIn+fanOut))), Glorot and Bengio 2010: Dopamine's DQN. */
  XAVIER_UNIFORM,
  /**
   * Variance scaling 1/√3, fan-in, uniform, that is U(±√(√3/fanIn)): Dopamine's C51, Rainbow, QR,
   * IQN.
   */
  VARIANCE_SCALING_FAN_IN,
  /**
   * For weights only: {@linkplain Orthogonal orthogonal} columns of length 1, or rows where these
   * are fewer; filters as matrices of window × outputs.
   */
  ORTHOGONAL,
  /** The same of length √2, as is usual before ReLU (Saxe et al. 2014; PPO's hidden layers). */
  ORTHOGONAL_SQRT2;

  /** Whether it is of matrices, so that vectors cannot have it. */
  public boolean isOrthogonal() {
    return this == ORTHOGONAL || this == ORTHOGONAL_SQRT2;
  }

  @Override
  public void fill(float[] values, int fanIn, int fanOut, UniformRandomProvider random) {
    if (isOrthogonal()) {
      Orthogonal.fill(values, fanIn, this == ORTHOGONAL ? 1 : Math.sqrt(2), random);
      return;
    }
    double bound =
        switch (this) {
          case ZEROS, ONES, ORTHOGONAL, ORTHOGONAL_SQRT2 -> 0;
          case UNIFORM_FAN_IN -> 1 / Math.sqrt(fanIn);
          case XAVIER_UNIFORM -> Math.sqrt(6.0 / (fanIn + fanOut));
          case VARIANCE_SCALING_FAN_IN -> Math.sqrt(Math.sqrt(3.0) / fanIn);
        };
    if (bound == 0) {
      Arrays.fill(values, this == ONES ? 1f : 0f);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
  }
}

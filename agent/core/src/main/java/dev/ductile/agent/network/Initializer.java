package dev.ductile.agent.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;
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
   * Normal of deviation √(2/fanIn), drawn anew beyond two deviations and widened to make up for it
   * (He et al. 2015, as flax's and Keras's {@code he_normal}).
   */
  HE_NORMAL,
  /**
   * For weights only: {@linkplain Orthogonal orthogonal} columns of length 1, or rows where these
   * are fewer; filters as matrices of window × outputs.
   */
  ORTHOGONAL,
  /** The same of length √2, as is usual before ReLU (Saxe et al. 2014; PPO's hidden layers). */
  ORTHOGONAL_SQRT2;

  /** Deviation of a standard normal variable that is cut off at ±2. */
  private static final double CUT_DEVIATION = 0.8796256610342398;

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
    if (this == HE_NORMAL) {
      truncatedNormal(values, Math.sqrt(2.0 / fanIn), random);
      return;
    }
    double bound =
        switch (this) {
          case ZEROS, ONES, ORTHOGONAL, ORTHOGONAL_SQRT2, HE_NORMAL -> 0;
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

  private static void truncatedNormal(
      float[] values, double deviation, UniformRandomProvider random) {
    RandomGenerator normal = random::nextLong;
    for (int i = 0; i < values.length; i++) {
      double drawn;
      do {
        drawn = normal.nextGaussian();
      } while (Math.abs(drawn) > 2);
      values[i] = (float) (drawn / CUT_DEVIATION * deviation);
    }
  }
}

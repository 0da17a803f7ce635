package dev.ductile.agent.network;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** Gives a parameter its first values; fans are those of the layer that the parameter is in. */
@FunctionalInterface
public interface Initialization {
  /** Fills an array with fresh values. */
  void fill(float[] values, int fanIn, int fanOut, UniformRandomProvider random);

  /** The same value everywhere. */
  static Initialization constant(double value) {
    return (values, fanIn, fanOut, random) -> Arrays.fill(values, (float) value);
  }

  /** Independent standard normal numbers. */
  static Initialization normal() {
    return (values, fanIn, fanOut, random) -> {
      java.util.random.RandomGenerator normal = random::nextLong;
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) normal.nextGaussian();
      }
    };
  }
}

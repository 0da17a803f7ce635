package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * An input of a function that is filled with random numbers before a call.
 *
 * @param name of the input
 * @param shape of the input
 * @param draw the distribution
 * @param key inputs with equal keys get the same numbers, drawn once
 */
record RandomInput(String name, Shape shape, Draw draw, String key) {
  private static final double TRUNCATION = 2;

  /** Distributions. */
  enum Draw {
    /** U(0, 1): quantile fractions. */
    UNIFORM,
    /** Standard normal. */
    NORMAL,
    /** Standard normal inside [−2, 2]. */
    TRUNCATED_NORMAL,
    /** sgn(x)√|x| of a standard normal x: one side of factorised noise. */
    FACTOR_NORMAL,
    /** sgn(x)√|x| of a standard normal x inside [−2, 2]. */
    FACTOR_TRUNCATED_NORMAL
  }

  /** Replaces values from one index up to before another. */
  void fill(float[] values, int from, int to, RandomGenerator random) {
    for (int i = from; i < to; i++) {
      values[i] =
          (float)
              switch (draw) {
                case UNIFORM -> random.nextDouble();
                case NORMAL -> random.nextGaussian();
                case TRUNCATED_NORMAL -> truncated(random);
                case FACTOR_NORMAL -> factor(random.nextGaussian());
                case FACTOR_TRUNCATED_NORMAL -> factor(truncated(random));
              };
    }
  }

  private static double truncated(RandomGenerator random) {
    double x;
    do {
      x = random.nextGaussian();
    } while (Math.abs(x) > TRUNCATION);
    return x;
  }

  private static double factor(double x) {
    return Math.signum(x) * Math.sqrt(Math.abs(x));
  }

  /** The midpoints (k + ½)/K in each row: what fractions are where nothing shall be random. */
  void fillMidpoints(FloatBuffer values) {
    int k = shape.dim(-1);
    for (int i = 0; i < shape.elements(); i++) {
      values.put(i, (float) ((i % k + 0.5) / k));
    }
  }
}

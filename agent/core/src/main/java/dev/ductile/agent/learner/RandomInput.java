package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Shape;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
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
    /** Standard normal, and not left out where nothing shall be random: directions. */
    DIRECTIONS,
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
                case NORMAL, DIRECTIONS -> random.nextGaussian();
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

  /**
   * What stands for the numbers where nothing shall be random: fractions are the midpoints (k +
   * ½)/K in each row, directions always the same, noise is 0.
   */
  void fillFixed(FloatBuffer values) {
    int elements = shape.elements();
    int k = shape.dim(-1);
    float[] fixed = new float[elements];
    if (draw == Draw.UNIFORM) {
      for (int i = 0; i < elements; i++) {
        fixed[i] = (float) ((i % k + 0.5) / k);
      }
    } else if (draw == Draw.DIRECTIONS) {
      fill(fixed, 0, elements, new SplittableRandom(0));
    }
    values.put(0, fixed);
  }
}

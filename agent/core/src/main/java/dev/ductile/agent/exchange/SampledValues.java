package dev.ductile.agent.exchange;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.learner.Learner;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Some observations and the action values that a network gives for them. Layers of equal shapes may
 * differ in nonlinearity, stride, normalisation and much else: asking two networks is what finds
 * every difference.
 *
 * @param images uint8 [count, H, W, stack]
 * @param values float32 [count, actions]
 */
public record SampledValues(byte[] images, float[] values) {
  /** Observations in {@link #of}. */
  public static final int COUNT = 4;

  private static final long SEED = 1;

  /** Of the largest value: other kernels add up in another order. */
  private static final double TOLERANCE = 1e-3;

  /** Likewise where bfloat16 rounds each operation by 2⁻⁹, which adds up over the layers. */
  private static final double BFLOAT16_TOLERANCE = 0.05;

  /** A learner's values of random observations, always the same. */
  public static SampledValues of(Learner learner) {
    byte[] images = new byte[learner.spec().images(COUNT).elements()];
    new SplittableRandom(SEED).nextBytes(images);
    return new SampledValues(images, values(learner, images));
  }

  /**
   * A learner's values of observations.
   *
   * @param images uint8 [count, H, W, stack], a whole number of them
   */
  public static float[] values(Learner learner, byte[] images) {
    Shape one = learner.spec().images(1);
    int actions = learner.spec().actions();
    int count = images.length / one.elements();
    int batch = learner.spec().actBatchSizes().get(0);
    float[] values = new float[count * actions];
    for (int first = 0; first < count; first += batch) {
      int rows = Math.min(batch, count - first);
      byte[] planes = new byte[batch * one.elements()];
      for (int row = 0; row < rows; row++) {
        separate(images, first + row, one, planes, row);
      }
      learner.actObservations(batch).put(0, planes);
      FloatBuffer found = learner.act(batch);
      found.get(0, values, first * actions, rows * actions);
    }
    return values;
  }

  /** [H, W, stack] to [stack, H, W]. */
  private static void separate(byte[] images, int from, Shape one, byte[] planes, int to) {
    int stack = one.dim(3);
    int pixels = one.elements() / stack;
    for (int i = 0; i < one.elements(); i++) {
      int target = to * one.elements() + i % stack * pixels + i / stack;
      planes[target] = images[from * one.elements() + i];
    }
  }

  /** How far values may be apart that count as the same, in units of the largest. */
  public static double tolerance(boolean bfloat16) {
    return bfloat16 ? BFLOAT16_TOLERANCE : TOLERANCE;
  }

  /**
   * Whether another network gives the same values.
   *
   * @param others values [count, actions] of {@link #images}
   * @param tolerance in units of the largest value here
   * @return empty, or what is not the same: {@code it gives 1.5 where 2.5 was expected}
   */
  public String difference(float[] others, double tolerance) {
    if (others.length != values.length) {
      return "it gives " + others.length + " values where " + values.length + " were expected";
    }
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < values.length; i++) {
      // Written so that NaN is not the same as anything.
      if (!(Math.abs((double) values[i] - others[i]) <= tolerance * largest)) {
        return String.format(
            Locale.ROOT, "it gives %s where %s was expected", others[i], values[i]);
      }
    }
    return "";
  }

  /**
   * Asks for values that are numbers.
   *
   * @throws EngineException if one is not: such an agent has diverged
   */
  public SampledValues requireNumbers() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new EngineException(
            "this agent gives the value " + value + ": it has diverged, and is not written");
      }
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampledValues that
        && Arrays.equals(images, that.images)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(images) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "values of sampled observations: " + Arrays.toString(values);
  }
}

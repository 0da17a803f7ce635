package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;
import org.apache.commons.rng.UniformRandomProvider;

/** Regression whose fresh targets are larger in every task: growthᵗᵃˢᵏ · ε(x). */
final class GrowingTargets implements ExampleSource {
  private final ImageSet images;
  private final RandomTargets targets;
  private final double growth;
  private final UniformRandomProvider random;

  /**
   * @param growth factor from task to task
   */
  GrowingTargets(
      ImageSet images, RandomTargets targets, double growth, UniformRandomProvider random) {
    this.images = images;
    this.targets = targets;
    this.growth = growth;
    this.random = random;
  }

  @Override
  public Examples next(int task) {
    return Examples.numbers(images, scaled(targets.draw(random), Math.pow(growth, task), 0));
  }

  static float[] scaled(double[] values, double factor, double offset) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (offset + factor * values[i]);
    }
    return scaled;
  }
}

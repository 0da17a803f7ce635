package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Pre-training on c + ε(x), then fine-tuning on fresh targets ε′(x) without the offset, fresh ones
 * in every further task (Lyle et al. 2024, section on the magnitude of regression targets).
 */
final class OffsetRegression implements ExampleSource {
  private final ImageSet images;
  private final RandomTargets targets;
  private final double offset;
  private final UniformRandomProvider random;

  /**
   * @param offset c
   */
  OffsetRegression(
      ImageSet images, RandomTargets targets, double offset, UniformRandomProvider random) {
    this.images = images;
    this.targets = targets;
    this.offset = offset;
    this.random = random;
  }

  @Override
  public Examples next(int task) {
    double c = task == 0 ? offset : 0;
    return Examples.numbers(images, GrowingTargets.scaled(targets.draw(random), 1, c));
  }
}

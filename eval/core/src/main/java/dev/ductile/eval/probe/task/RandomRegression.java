package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/** Regression on targets that are drawn afresh in every task: offset + factor · ε(x). */
final class RandomRegression implements ExampleSource {
  private final ImageSet images;
  private final RandomTargets targets;
  private final IntToDoubleFunction factor;
  private final IntToDoubleFunction offset;
  private final UniformRandomProvider random;

  private RandomRegression(
      ImageSet images,
      RandomTargets targets,
      IntToDoubleFunction factor,
      IntToDoubleFunction offset,
      UniformRandomProvider random) {
    this.images = images;
    this.targets = targets;
    this.factor = factor;
    this.offset = offset;
    this.random = random;
  }

  /** Targets that are larger in every task: growthᵗᵃˢᵏ · ε(x). */
  static RandomRegression growing(
      ImageSet images, RandomTargets targets, double growth, UniformRandomProvider random) {
    return new RandomRegression(images, targets, task -> Math.pow(growth, task), task -> 0, random);
  }

  /**
   * Pre-training on c + ε(x), then fine-tuning on fresh targets ε′(x) without the offset, fresh
   * ones in every further task (Lyle et al. 2024, section on the magnitude of regression targets).
   */
  static RandomRegression afterOffset(
      ImageSet images, RandomTargets targets, double c, UniformRandomProvider random) {
    return new RandomRegression(images, targets, task -> 1, task -> task == 0 ? c : 0, random);
  }

  @Override
  public Examples next(int task) {
    double[] drawn = targets.draw(random);
    return Examples.numbers(
        images, scaled(drawn, factor.applyAsDouble(task), offset.applyAsDouble(task)));
  }

  static float[] scaled(double[] values, double factor, double offset) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (offset + factor * values[i]);
    }
    return scaled;
  }
}

package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Memorising labels that have nothing to do with the images (Zhang et al. 2017; Lyle et al. 2024,
 * "per-example relabelling"): all are drawn at first, then a share of them anew for every task.
 */
final class RandomLabels implements ExampleSource {
  private final ImageSet images;
  private final double fraction;
  private final UniformRandomProvider random;
  private final int[] labels;

  /**
   * @param fraction of the examples whose labels each later task draws anew, uniformly over all
   *     classes (so that one in ten may stay what it was)
   */
  RandomLabels(ImageSet images, double fraction, UniformRandomProvider random) {
    this.images = images;
    this.fraction = fraction;
    this.random = random;
    this.labels = new int[images.count()];
  }

  @Override
  public Examples next(int task) {
    int redrawn = task == 0 ? labels.length : Math.toIntExact(Math.round(fraction * labels.length));
    int[] order = Shuffles.permutation(labels.length, random);
    for (int i = 0; i < redrawn; i++) {
      labels[order[i]] = random.nextInt(images.classes());
    }
    return Examples.classes(images, labels.clone());
  }
}

package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The true classes of images whose pixels are in a new order in every task but the first, the same
 * for all images (Goodfellow et al. 2013, "permuted MNIST").
 */
final class InputTransformation implements ExampleSource {
  private final ImageSet images;
  private final UniformRandomProvider random;
  private final int[] labels;

  InputTransformation(ImageSet images, UniformRandomProvider random) {
    this.images = images;
    this.random = random;
    this.labels = new int[images.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(i);
    }
  }

  @Override
  public Examples next(int task) {
    return Examples.classes(
        task == 0 ? images : images.permuted(order(images, random)), labels.clone());
  }

  static int[] order(ImageSet images, UniformRandomProvider random) {
    return Shuffles.permutation(images.height() * images.width(), random);
  }
}

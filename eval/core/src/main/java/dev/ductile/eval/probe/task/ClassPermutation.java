package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;
import org.apache.commons.rng.UniformRandomProvider;

/** The true classes under new names in every task: only the last layer would have to change. */
final class ClassPermutation implements ExampleSource {
  private final ImageSet images;
  private final UniformRandomProvider random;

  ClassPermutation(ImageSet images, UniformRandomProvider random) {
    this.images = images;
    this.random = random;
  }

  @Override
  public Examples next(int task) {
    int[] names = Shuffles.permutation(images.classes(), random);
    int[] labels = new int[images.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = names[images.label(i)];
    }
    return Examples.classes(images, labels);
  }
}

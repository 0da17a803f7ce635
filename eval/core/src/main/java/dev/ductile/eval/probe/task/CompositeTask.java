package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * All changes at once, as a regression: pixels in a new order, a share of the examples in another
 * class, fresh numbers for the classes, and these larger in every task. The publications leave the
 * composition open; this one is ours.
 */
final class CompositeTask implements ExampleSource {
  private final ImageSet images;
  private final RandomLabels classes;
  private final double growth;
  private final UniformRandomProvider random;

  /**
   * @param fraction of the examples that change their class from task to task
   * @param growth factor of the numbers from task to task
   */
  CompositeTask(ImageSet images, double fraction, double growth, UniformRandomProvider random) {
    this.images = images;
    this.classes = new RandomLabels(images, fraction, random);
    this.growth = growth;
    this.random = random;
  }

  @Override
  public Examples next(int task) {
    int[] labels = classes.next(task).labels();
    // Evenly spaced numbers of mean 0 and variance 1, dealt anew to the classes.
    int[] ranks = Shuffles.permutation(images.classes(), random);
    double k = images.classes();
    double spread = Math.sqrt((k * k - 1) / 12);
    double[] numbers = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      numbers[i] = (ranks[labels[i]] - (k - 1) / 2) / spread;
    }
    ImageSet moved = images.permuted(InputTransformation.order(images, random));
    return Examples.numbers(moved, RandomRegression.scaled(numbers, Math.pow(growth, task), 0));
  }
}

package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;

/**
 * What is to be learned in one task: images and, for each, a class or a number.
 *
 * @param images inputs
 * @param labels classes, [count]; null where numbers are learned
 * @param targets numbers, [count]; null where classes are learned
 */
public record Examples(ImageSet images, int[] labels, float[] targets) {
  /** Images with classes. */
  static Examples classes(ImageSet images, int[] labels) {
    return new Examples(images, labels, null);
  }

  /** Images with numbers. */
  static Examples numbers(ImageSet images, float[] targets) {
    return new Examples(images, null, targets);
  }

  /** Variance of the targets: the loss of the best constant. */
  double targetVariance() {
    double mean = 0;
    for (float target : targets) {
      mean += target / (double) targets.length;
    }
    double variance = 0;
    for (float target : targets) {
      variance += (target - mean) * (target - mean) / targets.length;
    }
    return variance;
  }
}

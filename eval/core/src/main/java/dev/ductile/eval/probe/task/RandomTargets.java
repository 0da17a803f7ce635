package dev.ductile.eval.probe.task;

import dev.ductile.eval.probe.data.ImageSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Numbers that depend on the images in a way that must be learned: ε(x) = sin(ω · f(x)) with f a
 * random network of one tanh layer whose outputs are standardised, itself standardised over the
 * images (a random network and its high-frequency transform; Lyle et al. 2023 and 2024 use both).
 */
final class RandomTargets {
  private static final int UNITS = 64;

  private final ImageSet images;
  private final double frequency;

  /**
   * @param frequency ω; 0 for the random network itself
   */
  RandomTargets(ImageSet images, double frequency) {
    this.images = images;
    this.frequency = frequency;
  }

  /** Fresh targets of mean 0 and variance 1. */
  double[] draw(UniformRandomProvider random) {
    java.util.random.RandomGenerator normal = random::nextLong;
    int bytes = images.imageBytes();
    double[] weights = new double[UNITS * bytes];
    double scale = 4 / Math.sqrt(bytes);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = scale * normal.nextGaussian();
    }
    double[] output = new double[UNITS];
    for (int i = 0; i < UNITS; i++) {
      output[i] = normal.nextGaussian();
    }
    double[] targets = new double[images.count()];
    double[] pixels = new double[bytes];
    for (int image = 0; image < targets.length; image++) {
      targets[image] = network(image, pixels, weights, output);
    }
    standardise(targets);
    if (frequency > 0) {
      for (int i = 0; i < targets.length; i++) {
        targets[i] = StrictMath.sin(frequency * targets[i]);
      }
      standardise(targets);
    }
    return targets;
  }

  private double network(int image, double[] pixels, double[] weights, double[] output) {
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] = images.pixel(image, p) / 255.0 - 0.5;
    }
    double sum = 0;
    for (int u = 0; u < UNITS; u++) {
      double a = 0;
      for (int p = 0; p < pixels.length; p++) {
        a += weights[u * pixels.length + p] * pixels[p];
      }
      sum += output[u] * StrictMath.tanh(a);
    }
    return sum;
  }

  private static void standardise(double[] values) {
    double mean = 0;
    for (double v : values) {
      mean += v / values.length;
    }
    double variance = 0;
    for (double v : values) {
      variance += (v - mean) * (v - mean) / values.length;
    }
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean) / deviation;
    }
  }
}

package dev.ductile.eval.probe.data;

import dev.ductile.base.RandomStreams;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Images that need no files: the digits as pen strokes, each image with its own shift, scale,
 * rotation, shear, pen width, brightness and noise. 28 × 28 pixels, one channel, ten classes of
 * equal size, white on black like MNIST.
 *
 * <p>Only exactly rounded arithmetic and {@link StrictMath} are used: the same seed gives the same
 * bytes on every machine.
 */
public final class Glyphs {
  /** Rows and columns of an image. */
  public static final int SIDE = 28;

  private static final int CLASSES = 10;
  private static final double MARGIN = 0.14;
  private static final double ROTATION_DEGREES = 18;
  private static final double SHEAR = 0.25;
  private static final double SHIFT = 0.08;
  private static final double NOISE = 18;

  private Glyphs() {}

  /** Draws a set; image i has label i mod 10, and is the same whatever the count. */
  public static ImageSet draw(long seed, int count) {
    byte[] pixels = new byte[Math.multiplyExact(count, SIDE * SIDE)];
    byte[] labels = new byte[count];
    UniformRandomProvider random = new RandomStreams(seed).stream("glyphs", 0);
    double[] image = new double[SIDE * SIDE];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % CLASSES);
      paint(labels[i], random, image);
      for (int p = 0; p < image.length; p++) {
        double noisy = image[p] + NOISE * (random.nextDouble() + random.nextDouble() - 1);
        pixels[i * image.length + p] = (byte) Math.round(Math.max(0, Math.min(255, noisy)));
      }
    }
    return new ImageSet("glyphs", SIDE, SIDE, 1, CLASSES, pixels, labels);
  }

  private static void paint(int digit, UniformRandomProvider random, double[] image) {
    double[][] segments = distorted(Strokes.of(digit), random);
    double halfWidth = 0.9 + 0.9 * random.nextDouble();
    double brightness = 190 + 65 * random.nextDouble();
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double[] s : segments) {
          nearest = Math.min(nearest, squaredDistance(column + 0.5, row + 0.5, s));
        }
        // One pixel of fade: anti-aliasing.
        double ink = Math.max(0, Math.min(1, halfWidth + 0.5 - Math.sqrt(nearest)));
        image[row * SIDE + column] = brightness * ink;
      }
    }
  }

  /** Strokes in pixels, behind a random affine map about the centre. */
  private static double[][] distorted(double[][] strokes, UniformRandomProvider random) {
    double angle = StrictMath.toRadians(ROTATION_DEGREES * between(random));
    double scale = SIDE * (1 - 2 * MARGIN) * (1 + 0.15 * between(random));
    double aspect = 1 + 0.15 * between(random);
    double shear = SHEAR * between(random);
    double x = SIDE * (0.5 + SHIFT * between(random));
    double y = SIDE * (0.5 + SHIFT * between(random));
    double cos = StrictMath.cos(angle) * scale;
    double sin = StrictMath.sin(angle) * scale;
    double[][] moved = new double[strokes.length][4];
    for (int s = 0; s < strokes.length; s++) {
      for (int end = 0; end < 4; end += 2) {
        double v = strokes[s][end + 1] - 0.5;
        double u = (strokes[s][end] - 0.5) * aspect + shear * v;
        moved[s][end] = x + cos * u - sin * v;
        moved[s][end + 1] = y + sin * u + cos * v;
      }
    }
    return moved;
  }

  private static double between(UniformRandomProvider random) {
    return 2 * random.nextDouble() - 1;
  }

  private static double squaredDistance(double x, double y, double[] s) {
    double dx = s[2] - s[0];
    double dy = s[3] - s[1];
    double along = ((x - s[0]) * dx + (y - s[1]) * dy) / (dx * dx + dy * dy);
    double t = Math.max(0, Math.min(1, along));
    double ex = x - s[0] - t * dx;
    double ey = y - s[1] - t * dy;
    return ex * ex + ey * ey;
  }
}

package dev.ductile.eval.plot;

import dev.ductile.base.files.OutputException;
import java.nio.file.Path;

/** Writes a {@link LearningCurve} as a picture. Needs no display. */
public final class LearningCurvePlot {
  private static final int WIDTH_PIXELS = 1000;
  private static final int HEIGHT_PIXELS = 600;

  private LearningCurvePlot() {}

  /**
   * Writes a PNG of 1000 by 600 pixels and an SVG beside it, each in one step.
   *
   * @throws OutputException if they cannot be written
   */
  public static void write(Path png, LearningCurve curve) {
    figure(curve, WIDTH_PIXELS, HEIGHT_PIXELS).write(png);
  }

  /** The bytes of a PNG file, such as a TensorBoard image needs. */
  public static byte[] png(LearningCurve curve, int widthPixels, int heightPixels) {
    return figure(curve, widthPixels, heightPixels).png();
  }

  private static Figure figure(LearningCurve curve, int width, int height) {
    LearningCurveChart chart = new LearningCurveChart(curve);
    return Figure.ofSize(
        width, height, curve.title(), curve.subtitle(), chart.legend(), chart::paint);
  }
}

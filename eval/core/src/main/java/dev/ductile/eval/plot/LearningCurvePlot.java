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
    figure(curve).write(png);
  }

  static Figure figure(LearningCurve curve) {
    LearningCurveChart chart = new LearningCurveChart(curve);
    return Figure.ofSize(
        WIDTH_PIXELS, HEIGHT_PIXELS, curve.title(), curve.subtitle(), chart.legend(), chart::paint);
  }
}

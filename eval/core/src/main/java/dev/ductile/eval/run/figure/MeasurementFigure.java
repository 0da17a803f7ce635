package dev.ductile.eval.run.figure;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.RunName;
import dev.ductile.eval.plot.MeasurementCurves;
import dev.ductile.eval.plot.MeasurementPlot;
import java.nio.file.Path;
import java.util.Locale;

/** The picture of all that a run measured. */
public final class MeasurementFigure {
  private MeasurementFigure() {}

  /** Draws it, if anything was measured. */
  public static void draw(
      Path file, MeasurementCurves measurements, RunConfig config, long frames) {
    if (measurements.isEmpty()) {
      return;
    }
    MeasurementPlot.write(
        file,
        measurements,
        RunMarks.of(config, frames),
        RunName.title(config) + ": measurements",
        String.format(
            Locale.ROOT,
            "preset %s, seed %d, each point from a batch of %,d",
            config.preset(),
            config.run().seed(),
            config.measurement().batch()));
  }
}

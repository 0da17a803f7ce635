package dev.ductile.eval.report;

import dev.ductile.eval.report.figure.CurveFigure;
import dev.ductile.eval.statistics.Band;
import dev.ductile.eval.statistics.Bands;
import dev.ductile.eval.statistics.ScoreTable;
import java.util.Arrays;

/** Which share of runs is above a score, for every score. */
final class ProfileSection extends FigureSection {
  private static final int POINTS = 41;

  private final String normalization;

  ProfileSection(ReportData data) {
    super("Performance profiles", "profiles");
    normalization = data.comparison().head().normalization();
    double[] all =
        data.comparison().tables().values().stream()
            .flatMapToDouble(table -> Arrays.stream(table.all()))
            .sorted()
            .toArray();
    if (all.length < 2 || all[0] == all[all.length - 1]) {
      return;
    }
    double[] thresholds = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      thresholds[i] = all[0] + (all[all.length - 1] - all[0]) * i / (POINTS - 1.0);
    }
    CurveFigure figure =
        new CurveFigure(
            "Performance profile", "share of runs above the score", CurveFigure.Over.THRESHOLD);
    for (String group : data.groups()) {
      ScoreTable table = data.comparison().tables().get(group);
      if (table != null) {
        Band band = Bands.profile(table, thresholds);
        figure.add(group, band.at(), band.values(), data.series(group));
      }
    }
    figures.add(figure.named("profile"));
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "The share of runs above a "
            + normalization
            + " score, the mean over games; a line that is above another"
            + " everywhere is better everywhere. Bands are 95 % intervals over seeds at each point.");
    html.figures(figures);
  }
}

package dev.ductile.eval.report;

import dev.ductile.eval.compare.GroupRow;
import dev.ductile.eval.report.figure.IntervalFigure;
import java.util.List;

/** How often a run of a group is above one of the baseline. */
final class ImprovementSection extends FigureSection {
  private final ReportData data;

  ImprovementSection(ReportData data) {
    super("Probability of improvement", "improvement-section");
    this.data = data;
    IntervalFigure figure =
        new IntervalFigure(
                "Probability of improvement", "probability that a run is above " + data.baseline())
            .reference(0.5);
    List<GroupRow> known =
        data.comparison().groups().stream()
            .filter(row -> Double.isFinite(row.improvement().estimate()))
            .toList();
    known.forEach(row -> figure.add(row.group(), row.improvement(), data.series(row.group())));
    if (!known.isEmpty()) {
      figures.add(figure.named("improvement"));
    }
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "The chance that a run of the group is above one of "
            + data.baseline()
            + " on the same game, the mean over games; ties count half. It says how often, not by how"
            + " much.");
    html.figures(figures);
  }
}

package dev.ductile.eval.report;

import dev.ductile.eval.compare.GroupRow;
import dev.ductile.eval.report.figure.Figure;
import dev.ductile.eval.report.figure.IntervalFigure;
import java.util.List;

/** How often a run of a group is above one of the baseline. */
final class ImprovementSection implements Section {
  private final ReportData data;
  private final List<Figure> figures;

  ImprovementSection(ReportData data) {
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
    figures = known.isEmpty() ? List.of() : List.of(figure.named("improvement"));
  }

  @Override
  public String title() {
    return "Probability of improvement";
  }

  @Override
  public String id() {
    return "improvement-section";
  }

  @Override
  public boolean isEmpty() {
    return figures.isEmpty();
  }

  @Override
  public List<Figure> figures() {
    return figures;
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

package dev.ductile.eval.report;

import dev.ductile.eval.plot.Quantity;
import dev.ductile.eval.report.figure.ScatterFigure;
import dev.ductile.eval.statistics.Correlation;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.IntervalText;
import java.util.ArrayList;
import java.util.List;

/** Whether runs whose network is more plastic than the baseline's are also better than it. */
final class PlasticitySection extends FigureSection {
  private final ReportData data;
  private final List<List<String>> rows = new ArrayList<>();

  PlasticitySection(ReportData data) {
    super("Plasticity and return", "plasticity");
    this.data = data;
    new PlasticityPairs(data)
        .byMeasurement()
        .forEach(
            (name, byGroup) -> {
              Quantity quantity = Quantity.named(name);
              ScatterFigure figure =
                  new ScatterFigure(
                      quantity.title(), "change in " + quantity.unit(), "change in score");
              byGroup.forEach(
                  (group, pairs) -> {
                    double[] x = pairs.stream().mapToDouble(p -> p.measurement()).toArray();
                    double[] y = pairs.stream().mapToDouble(p -> p.score()).toArray();
                    List<String> names =
                        pairs.stream().map(p -> p.game() + ", seed " + p.seed()).toList();
                    figure.add(group, names, x, y, data.series(group));
                    Interval rank = Correlation.spearman(x, y);
                    rows.add(
                        List.of(
                            name,
                            group,
                            Integer.toString(pairs.size()),
                            Double.isNaN(rank.estimate()) ? "–" : IntervalText.brief(rank),
                            rank.missing()));
                  });
              figures.add(figure.named("plasticity-" + (figures.size() + 1)));
            });
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "A point is a pair of runs of equal game and seed: what the last measurement of the whole"
            + " network, and the score, changed from "
            + data.baseline()
            + ". Spearman's rank correlation takes pairs as independent, which seeds of one game are"
            + " only in part; many are looked at, and none is corrected for that. A correlation is no"
            + " cause.");
    html.figures(figures);
    html.table(
        "Correlations",
        List.of(
            "measurement",
            data.comparison().head().by(),
            "pairs",
            "rank correlation with the change in score",
            "no interval"),
        rows);
  }
}

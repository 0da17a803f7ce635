package dev.ductile.eval.report;

import dev.ductile.eval.compare.ComparisonText;
import dev.ductile.eval.compare.GameRow;
import dev.ductile.eval.compare.GroupRow;
import dev.ductile.eval.compare.ScoreComparison;
import dev.ductile.eval.report.figure.Figure;
import dev.ductile.eval.report.figure.IntervalFigure;
import dev.ductile.eval.statistics.Aggregate;
import dev.ductile.eval.statistics.IntervalText;
import java.util.ArrayList;
import java.util.List;

/** Aggregates of each group and the deciding difference; raw means where nothing is aggregated. */
final class HeadlineSection implements Section {
  private final ReportData data;
  private final ScoreComparison comparison;
  private final List<Figure> figures = new ArrayList<>();

  HeadlineSection(ReportData data) {
    this.data = data;
    this.comparison = data.comparison();
    if (isAggregated()) {
      for (Aggregate aggregate : Aggregate.values()) {
        figures.add(aggregate(aggregate));
      }
      if (comparison.groups().size() > 1) {
        figures.add(differences());
      }
    } else {
      int number = 0;
      for (String game : comparison.games().stream().map(GameRow::game).distinct().toList()) {
        figures.add(returns(game).named("headline-return-" + ++number));
      }
    }
  }

  private boolean isAggregated() {
    return comparison.groups().stream().anyMatch(row -> !row.aggregates().isEmpty());
  }

  private Figure aggregate(Aggregate aggregate) {
    String axis =
        comparison.head().normalization()
            + " score"
            + (aggregate == Aggregate.OPTIMALITY_GAP ? " short of 1; less is better" : "");
    IntervalFigure figure = new IntervalFigure(aggregate.text(), axis);
    for (GroupRow row : comparison.groups()) {
      if (row.aggregates().containsKey(aggregate)) {
        figure.add(row.group(), row.aggregates().get(aggregate), data.series(row.group()));
      }
    }
    return figure.named("headline-" + aggregate.shortText().toLowerCase(java.util.Locale.ROOT));
  }

  private Figure differences() {
    IntervalFigure figure =
        new IntervalFigure(
                comparison.headline().text() + " − " + data.baseline(),
                "difference of " + comparison.head().normalization() + " scores")
            .reference(0);
    for (GroupRow row : comparison.groups()) {
      if (!row.isBaseline()) {
        figure.add(row.group(), row.difference().interval(), data.series(row.group()));
      }
    }
    return figure.named("headline-difference");
  }

  private IntervalFigure returns(String game) {
    IntervalFigure figure = new IntervalFigure(game, "mean return");
    comparison.games().stream()
        .filter(row -> row.game().equals(game))
        .forEach(row -> figure.add(row.group(), row.score(), data.series(row.group())));
    return figure;
  }

  @Override
  public String title() {
    return "Scores over games and seeds";
  }

  @Override
  public String id() {
    return "scores";
  }

  @Override
  public List<Figure> figures() {
    return figures;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "A point is the estimate, its line the 95 % interval over seeds. The difference decides; it"
            + " is taken over pairs of runs with equal game and seed where there are any.");
    html.figures(figures);
    List<List<String>> rows = new ArrayList<>();
    for (GroupRow row : comparison.groups()) {
      rows.add(
          List.of(
              row.group(),
              comparison.size(row),
              row.missing().text(),
              row.aggregates().containsKey(comparison.headline())
                  ? IntervalText.brief(row.aggregates().get(comparison.headline()))
                  : "–",
              IntervalText.brief(row.difference().interval()),
              ComparisonText.probability(row.corrected()),
              IntervalText.brief(row.improvement())));
    }
    html.table(
        "Groups",
        List.of(
            comparison.head().by(),
            "games × seeds",
            "missing",
            comparison.headline().shortText(),
            "− " + data.baseline(),
            "p (Holm)",
            "P(better)"),
        rows);
  }
}

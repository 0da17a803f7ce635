package dev.ductile.eval.report;

import dev.ductile.eval.published.PublishedReturn;
import dev.ductile.eval.published.PublishedReturns;
import dev.ductile.eval.report.figure.CurveFigure;
import dev.ductile.eval.report.figure.Figure;
import dev.ductile.eval.score.ScoredRun;
import java.util.ArrayList;
import java.util.List;

/** Learning curves of every game. */
final class CurveSection implements Section {
  private final ReportData data;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> without = new ArrayList<>();
  private boolean published;

  CurveSection(ReportData data) {
    this.data = data;
    List<ScoredRun> scored =
        data.runs().parallelStream().filter(run -> data.score(run).isPresent()).toList();
    for (String game : data.games()) {
      List<ScoredRun> runs =
          scored.stream().filter(run -> run.game().label().equals(game)).toList();
      CurveFigure figure = figure(game, runs);
      if (figure.isEmpty()) {
        without.add(game);
      } else {
        figures.add(figure.named("curve-" + (figures.size() + 1)));
      }
    }
  }

  private CurveFigure figure(String game, List<ScoredRun> runs) {
    boolean evaluated = data.settings().score().isEvaluated();
    List<Curves> curves = evaluated ? curves(runs, true) : List.of();
    if (curves.stream().noneMatch(Curves::isLine)) {
      evaluated = false;
      curves = curves(runs, false);
    }
    CurveFigure figure =
        new CurveFigure(
            game,
            evaluated ? "return (evaluation)" : "return (last 100 training games)",
            CurveFigure.Over.FRAMES);
    List<String> groups = data.groups();
    for (int i = 0; i < groups.size(); i++) {
      if (curves.get(i).isLine()) {
        figure.add(groups.get(i), curves.get(i).at(), curves.get(i).values(), i);
      }
    }
    if (!figure.isEmpty()) {
      reference(figure, runs);
    }
    return figure;
  }

  private List<Curves> curves(List<ScoredRun> runs, boolean evaluated) {
    return data.groups().stream()
        .map(group -> runs.stream().filter(run -> data.group(run).equals(group)).toList())
        .map(of -> evaluated ? Curves.ofEvaluations(of, data) : Curves.ofTraining(of, data))
        .toList();
  }

  /** Dopamine's returns, of the first run's agent, where its rules and frames are the same. */
  private void reference(CurveFigure figure, List<ScoredRun> runs) {
    ScoredRun first = runs.get(0);
    for (PublishedReturn each : PublishedReturns.of(first.config())) {
      if (each.toFrames() <= data.lastFrames(first)) {
        published = true;
        figure.level(
            "Dopamine's " + first.agent() + " in training (± sd, 5 runs)",
            each.fromFrames(),
            each.toFrames(),
            each.mean(),
            each.standardDeviation());
      }
    }
  }

  @Override
  public String title() {
    return "Learning curves";
  }

  @Override
  public String id() {
    return "curves";
  }

  @Override
  public boolean isEmpty() {
    return figures.isEmpty() && without.isEmpty();
  }

  @Override
  public List<Figure> figures() {
    return figures;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Mean return over the runs that have a score, as far as all runs of a group come; bands are"
            + " 95 % intervals at each point, and none below 3 seeds."
            + (published
                ? " Grey: training returns that Dopamine published for the same rules ("
                    + PublishedReturns.SOURCE
                    + ")."
                : ""));
    if (!without.isEmpty()) {
      html.element("p", "Without a curve, as no run has two points: " + String.join(", ", without));
    }
    html.figures(figures);
  }
}

package dev.ductile.eval.sweep.tuning;

import dev.ductile.eval.sweep.definition.SweepAxis;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.Tuning;
import dev.ductile.eval.sweep.definition.TuningChoices;
import dev.ductile.eval.sweep.trial.TrialCause;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a candidate for every method. On each game candidates are ranked by the mean of the
 * metric over the tuning seeds, equal means sharing their ranks; the least mean rank over games is
 * chosen, and of equal ones the first in the file. Ranks, because returns of different games cannot
 * be averaged; on one game they are the order of the means.
 *
 * <p>A seed that diverged, or whose metric is missing or not finite, puts its candidate behind all
 * that have a number there: leaving it out would reward what diverges.
 */
public final class TuningSelection {
  private final SweepDefinition sweep;
  private final Tuning tuning;
  private final TrialMetrics metrics;
  private final Map<Map<String, String>, Map<String, Map<Map<String, String>, List<Double>>>>
      methods = new LinkedHashMap<>();
  private int open;

  private TuningSelection(SweepDefinition sweep, List<TrialResult> results) {
    this.sweep = sweep;
    this.tuning = sweep.tuning().orElseThrow();
    this.metrics = new TrialMetrics(results);
    results.forEach(this::add);
  }

  /**
   * What is chosen.
   *
   * @param sweep that is tuned
   * @param results of all trials of its {@link SweepDefinition#tuningSweep()}
   * @return empty as long as trials are to go, or failed for another cause than divergence
   */
  public static Optional<TuningChoices> of(SweepDefinition sweep, List<TrialResult> results) {
    TuningSelection selection = new TuningSelection(sweep, results);
    return selection.open > 0 ? Optional.empty() : Optional.of(selection.choices());
  }

  private void add(TrialResult result) {
    Map<String, String> labels = result.trial().labels();
    Map<String, String> candidate = new LinkedHashMap<>();
    tuning.axes().forEach(axis -> candidate.put(axis.name(), labels.get(axis.name())));
    String game =
        sweep.axes().stream()
            .filter(SweepAxis::isGame)
            .map(axis -> labels.get(axis.name()))
            .findFirst()
            .orElse("");
    methods
        .computeIfAbsent(sweep.method(labels), method -> new LinkedHashMap<>())
        .computeIfAbsent(game, g -> new LinkedHashMap<>())
        .computeIfAbsent(candidate, c -> new ArrayList<>())
        .add(value(result));
  }

  private double value(TrialResult result) {
    if (result.state() == TrialState.DONE) {
      return metrics.value(result, tuning.metric()).orElse(Double.NaN);
    }
    Optional<TrialCause> cause = result.cause().or(() -> result.folder().attempts().lastCause());
    boolean diverged =
        result.state() == TrialState.FAILED
            && cause.filter(c -> c == TrialCause.NON_FINITE_LOSS).isPresent();
    open += diverged ? 0 : 1;
    return Double.NaN;
  }

  private TuningChoices choices() {
    List<TuningChoices.Method> chosen = new ArrayList<>();
    int games = 1;
    for (var method : methods.entrySet()) {
      games = method.getValue().size();
      List<TuningChoices.Candidate> candidates = candidates(method.getValue().values());
      TuningChoices.Candidate best = candidates.get(0);
      for (TuningChoices.Candidate candidate : candidates) {
        best = candidate.meanRank() < best.meanRank() ? candidate : best;
      }
      chosen.add(new TuningChoices.Method(method.getKey(), best.labels(), candidates));
    }
    return new TuningChoices(tuning, games, chosen);
  }

  private List<TuningChoices.Candidate> candidates(
      Iterable<Map<Map<String, String>, List<Double>>> games) {
    List<TuningChoices.Candidate> candidates = new ArrayList<>();
    for (Map<String, String> labels : tuning.candidates()) {
      List<Double> means = new ArrayList<>();
      double ranks = 0;
      for (Map<Map<String, String>, List<Double>> game : games) {
        double own = mean(game.get(labels));
        means.add(own);
        ranks += rank(own, game.values().stream().mapToDouble(TuningSelection::mean).toArray());
      }
      double[] all = means.stream().mapToDouble(Double::doubleValue).toArray();
      candidates.add(new TuningChoices.Candidate(labels, all, ranks / means.size()));
    }
    return candidates;
  }

  /** NaN as soon as one number is not finite. */
  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += Double.isFinite(value) ? value : Double.NaN;
    }
    return sum / values.size();
  }

  /** 1 for the best; equal ones share the mean of their ranks, and NaN is behind all numbers. */
  private double rank(double own, double[] all) {
    double rank = 0.5;
    for (double other : all) {
      rank += isBetter(other, own) ? 1 : isBetter(own, other) ? 0 : 0.5;
    }
    return rank;
  }

  private boolean isBetter(double value, double than) {
    if (Double.isNaN(value) || Double.isNaN(than)) {
      return !Double.isNaN(value) && Double.isNaN(than);
    }
    return tuning.higherIsBetter() ? value > than : value < than;
  }
}

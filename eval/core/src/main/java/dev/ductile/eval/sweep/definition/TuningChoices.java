package dev.ductile.eval.sweep.definition;

import java.util.List;
import java.util.Map;

/**
 * What was chosen for every method of a sweep.
 *
 * @param tuning what there was to choose from
 * @param games each method was tuned on, at least 1
 * @param methods in the sweep's order
 */
public record TuningChoices(Tuning tuning, int games, List<Method> methods) {
  /** Keeps a copy. */
  public TuningChoices {
    methods = List.copyOf(methods);
  }

  /**
   * A method with what was chosen for it.
   *
   * @param labels of the method, by axis
   * @param chosen labels of the candidate, by tuned axis
   * @param candidates what each came to, in order
   */
  public record Method(
      Map<String, String> labels, Map<String, String> chosen, List<Candidate> candidates) {}

  /**
   * What a candidate came to.
   *
   * @param labels by tuned axis
   * @param means of the metric over the tuning seeds, one a game; NaN where a seed has no finite
   *     number
   * @param meanRank among the candidates, over games; 1 is the best
   */
  public record Candidate(Map<String, String> labels, double[] means, double meanRank) {}

  /** Words that a trial has by the choice for its method. */
  List<String> words(Map<String, String> trialLabels) {
    return methods.stream()
        .filter(method -> trialLabels.entrySet().containsAll(method.labels().entrySet()))
        .findFirst()
        .map(method -> tuning.words(method.chosen()))
        .orElseThrow();
  }

  /** Trials that each method was tuned with. */
  public int trialsForEach() {
    return tuning.candidates().size() * tuning.seeds().size() * games;
  }
}

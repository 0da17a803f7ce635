package dev.ductile.eval.sweep.report;

import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.Tuning;
import dev.ductile.eval.sweep.definition.TuningChoices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Who was tuned, over what, with which budget, and what was chosen: for {@code claims.md}. */
final class TuningText {
  private TuningText() {}

  /** A section of the page. */
  static String markdown(SweepDefinition sweep, TuningChoices choices) {
    Tuning tuning = choices.tuning();
    StringBuilder text = new StringBuilder("\n## Tuning\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "Every method was tuned with the same budget: %d candidates × %d seeds (%s) × %d %s ="
                + " %d trials, each %s. None of these seeds is reported above. Chosen is the %s"
                + " mean of `%s`%s, of equal ones the first.\n\n",
            tuning.candidates().size(),
            tuning.seeds().size(),
            String.join(", ", tuning.seeds()),
            choices.games(),
            choices.games() == 1 ? "game" : "games",
            choices.trialsForEach(),
            budget(sweep),
            tuning.higherIsBetter() ? "highest" : "lowest",
            tuning.metric(),
            choices.games() == 1 ? "" : " by mean rank over games"));
    text.append("| method | chosen | ");
    tuning.candidates().forEach(labels -> text.append(words(labels)).append(" | "));
    text.append("\n|---|---|").append("---|".repeat(tuning.candidates().size())).append('\n');
    for (TuningChoices.Method method : choices.methods()) {
      text.append("| ").append(method.labels().isEmpty() ? "the only one" : words(method.labels()));
      text.append(" | **").append(words(method.chosen())).append("** | ");
      method.candidates().forEach(candidate -> text.append(cell(candidate)).append(" | "));
      text.append('\n');
    }
    return text.toString().replace(" | \n", " |\n");
  }

  /** What each trial was given; the arguments are those of all methods. */
  private static String budget(SweepDefinition sweep) {
    int frames = sweep.arguments().indexOf("--frames");
    return frames >= 0 && frames + 1 < sweep.arguments().size()
        ? "of " + sweep.arguments().get(frames + 1) + " frames"
        : "as long as a reported one";
  }

  private static String words(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + " " + label.getValue())
        .collect(Collectors.joining(", "));
  }

  /** One number on one game; ranks on several, whose returns have no common unit. */
  private static String cell(TuningChoices.Candidate candidate) {
    if (candidate.means().length > 1) {
      return String.format(Locale.ROOT, "rank %.2f", candidate.meanRank());
    }
    double mean = candidate.means()[0];
    return Double.isNaN(mean) ? "not finite" : String.format(Locale.ROOT, "%.4g", mean);
  }

  /** The same for {@code claims.json}. */
  static Map<String, Object> map(TuningChoices choices) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("metric", choices.tuning().metric());
    map.put("better", choices.tuning().higherIsBetter() ? "higher" : "lower");
    map.put("seeds", choices.tuning().seeds());
    map.put("trialsForEachMethod", choices.trialsForEach());
    List<Map<String, Object>> methods = new ArrayList<>();
    for (TuningChoices.Method method : choices.methods()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("method", method.labels());
      entry.put("chosen", method.chosen());
      List<Map<String, Object>> candidates = new ArrayList<>();
      for (TuningChoices.Candidate candidate : method.candidates()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("values", candidate.labels());
        one.put("means", Arrays.stream(candidate.means()).boxed().toList());
        one.put("meanRank", candidate.meanRank());
        candidates.add(one);
      }
      entry.put("candidates", candidates);
      methods.add(entry);
    }
    map.put("methods", methods);
    return map;
  }
}

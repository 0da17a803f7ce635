package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.RunName;
import dev.ductile.base.Printable;
import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.text.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code run.md}: what a run is and what it came to, on a page for people. Everything in it stands
 * in {@code summary.json} or {@code config.yaml} too.
 */
final class ModelCard {
  private final StringBuilder text = new StringBuilder();

  private ModelCard() {}

  /**
   * The page.
   *
   * @param summary what {@code summary.json} holds
   */
  static String of(RunConfig config, Map<String, Object> summary) {
    ModelCard card = new ModelCard();
    card.line("# " + escaped(RunName.title(config)));
    card.line("");
    card.line(
        String.format(
            Locale.ROOT,
            "%s after %,d of %,d frames, seed %d. One run: a claim about an agent needs several.",
            Boolean.TRUE.equals(summary.get("completed")) ? "Completed" : "Stopped",
            (Long) summary.get("frames"),
            config.run().frames(),
            config.run().seed()));
    card.table("Scores", scores(summary));
    card.table(
        "Protocol",
        ProtocolIdentity.of(
                ConfigDifferences.flatten(config),
                ScoreKind.FINAL.text(),
                true,
                (Long) summary.get("frames"))
            .fields());
    Map<String, Object> configuration = new LinkedHashMap<>(ComparedParameters.of(config));
    card.table("Configuration, what its preset has not (all values: config.yaml)", configuration);
    Map<String, Object> provenance = new LinkedHashMap<>(mapIn(summary, "provenance"));
    Object command = provenance.remove("command");
    Object resumed = provenance.remove("resumed");
    provenance.put("parametersSha256", summary.get("parametersSha256"));
    card.table("Provenance", provenance);
    if (resumed instanceof List<?> resumes) {
      resumes.forEach(each -> card.line("- resumed: " + escaped(String.valueOf(each))));
    }
    card.line("");
    card.line("## Command");
    card.line("");
    card.line("    " + Printable.of(String.valueOf(command)));
    return card.text.toString();
  }

  private static Map<String, Object> scores(Map<String, Object> summary) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("evaluation at the end", evaluation(mapIn(summary, "evaluation")));
    scores.put("random player, same rules", evaluation(mapIn(summary, "randomPlayer")));
    scores.put(
        "last " + summary.get("recentEpisodes") + " training games",
        number(summary.get("recentMeanReturn")));
    return scores;
  }

  private static String evaluation(Map<?, ?> figures) {
    if (!(figures.get("meanReturn") instanceof Number)) {
      return "none";
    }
    return String.format(
        Locale.ROOT,
        "mean return %s over %s games (standard deviation %s, %s to %s)",
        number(figures.get("meanReturn")),
        figures.get("episodes"),
        number(figures.get("standardDeviation")),
        number(figures.get("minReturn")),
        number(figures.get("maxReturn")));
  }

  private static String number(Object value) {
    return value instanceof Number number ? Numbers.plain(number.doubleValue()) : "none";
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> mapIn(Map<String, Object> summary, String key) {
    return summary.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private void table(String title, Map<String, ?> rows) {
    line("");
    line("## " + title);
    line("");
    line("| what | value |");
    line("| --- | --- |");
    rows.forEach(
        (key, value) -> line("| " + escaped(key) + " | " + escaped(String.valueOf(value)) + " |"));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** What would end a cell, or be taken for markup. */
  private static String escaped(String text) {
    return Printable.of(text).replaceAll("[\\\\`*_{}\\[\\]<>|#]", "\\\\$0").replace('\n', ' ');
  }
}

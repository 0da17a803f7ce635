package dev.ductile.eval.sweep.report;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.sweep.StaleTrials;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.definition.Comparison;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code claims.json} and {@code claims.md}. */
final class ClaimReport {
  private ClaimReport() {}

  /** The claims as maps, as they stand in {@code claims.json}. */
  static List<LinkedHashMap<String, Object>> maps(List<ClaimResult> results) {
    return results.stream().map(ClaimReport::map).toList();
  }

  private static LinkedHashMap<String, Object> map(ClaimResult result) {
    LinkedHashMap<String, Object> map = new LinkedHashMap<>();
    map.put("claim", result.claim().claim());
    map.put("source", result.claim().source());
    map.put("metric", result.claim().metric());
    map.put("statistic", result.claim().comparison().statistic());
    map.put("claimed", result.claim().claimsPositive() ? "positive" : "negative");
    map.put("seeds", result.seeds());
    map.put("missingTrials", result.missing());
    putInterval(map, result.estimate());
    map.put("verdict", result.verdict().text());
    map.put("note", result.note());
    List<LinkedHashMap<String, Object>> groups = new ArrayList<>();
    for (MetricGroup group : result.groups()) {
      LinkedHashMap<String, Object> entry = new LinkedHashMap<>();
      entry.put("group", group.label());
      entry.put("values", group.values());
      if (group.values().length > 0) {
        putInterval(entry, group.mean());
      }
      groups.add(entry);
    }
    map.put("groups", groups);
    return map;
  }

  private static void putInterval(LinkedHashMap<String, Object> map, Interval interval) {
    map.put("estimate", orNull(interval.estimate()));
    map.put("low", orNull(interval.low()));
    map.put("high", orNull(interval.high()));
    if (!interval.missing().isEmpty()) {
      map.put("noInterval", interval.missing());
    }
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  static void writeJson(
      Path file, Sweep sweep, TrialMetrics metrics, List<ClaimResult> results, StaleTrials stale) {
    LinkedHashMap<String, Object> all = new LinkedHashMap<>();
    all.put("sweep", sweep.definition().name());
    all.put("size", sweep.definition().size());
    all.put("code", sweep.code().toMap());
    all.put("trialsByCode", StaleTrials.count(metrics.results()));
    all.put("staleTrials", stale.byReason());
    all.put("level", SeedIntervals.LEVEL);
    all.put("method", SeedIntervals.METHOD);
    sweep.definition().chosen().ifPresent(c -> all.put("tuning", TuningText.map(c)));
    all.put("claims", maps(results));
    SummaryFile.write(file, all);
  }

  static void writeMarkdown(
      Path file,
      Sweep sweep,
      TrialMetrics metrics,
      List<ClaimResult> results,
      StaleTrials stale,
      String looks) {
    SweepDefinition definition = sweep.definition();
    long done = metrics.results().stream().filter(r -> r.state() == TrialState.DONE).count();
    StringBuilder text = new StringBuilder();
    text.append("# ").append(definition.name()).append("\n\n");
    text.append(definition.about()).append("\n\n");
    text.append("Size: ").append(definition.size()).append(". ");
    text.append("Different from what was published: ").append(definition.differences());
    text.append("\n\n").append(done).append(" of ").append(metrics.results().size());
    text.append(" trials are done. A verdict is about these trials at this size, not about the");
    text.append(
        " source: *supported* means that the 95 % interval excludes 0 on the claimed side,");
    text.append(" *contradicted* that it does on the other side, *open* anything else.");
    text.append(" ").append(SeedIntervals.METHOD).append(". Several claims are tested without a");
    text.append(" correction for their number.\n\n");
    Map<String, Integer> code = StaleTrials.count(metrics.results());
    code.forEach(
        (by, trials) ->
            text.append("- ").append(trials).append(" done by ").append(by).append('\n'));
    if (code.size() > 1) {
      text.append("- **Different code made these trials: a difference may be the code's.**\n");
    }
    stale
        .byReason()
        .forEach(
            (why, trials) ->
                text.append("- **Stale, accepted all the same: ")
                    .append(trials)
                    .append(" of ")
                    .append(why)
                    .append(".**\n"));
    text.append('\n');
    text.append("| claim | source | metric | statistic | seeds | estimate | 95 % interval |");
    text.append(" verdict | note |\n|---|---|---|---|---|---|---|---|---|\n");
    results.forEach(result -> text.append(row(result)));
    text.append(looks);
    definition.chosen().ifPresent(c -> text.append(TuningText.markdown(definition, c)));
    AtomicFiles.write(file, text.toString());
  }

  private static String row(ClaimResult result) {
    Interval estimate = result.estimate();
    String note = result.note();
    if (result.missing() > 0) {
      note += (note.isEmpty() ? "" : "; ") + result.missing() + " trials without a finite number";
    }
    List<String> cells =
        List.of(
            result.claim().claim(),
            result.claim().source(),
            "`" + result.claim().metric() + "`",
            statistic(result),
            Integer.toString(result.seeds()),
            IntervalText.estimate(estimate),
            IntervalText.ends(estimate),
            "**" + result.verdict().text() + "**",
            note);
    StringBuilder row = new StringBuilder("|");
    cells.forEach(cell -> row.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    return row.append('\n').toString().replaceAll("\\R(?=.)", " ");
  }

  private static String statistic(ClaimResult result) {
    String first = result.groups().get(0).label();
    Comparison comparison = result.claim().comparison();
    if (comparison instanceof Comparison.Groups) {
      return first + " − " + result.groups().get(1).label();
    }
    String statistic = comparison.statistic();
    return comparison instanceof Comparison.Level ? first + ": " + statistic : statistic;
  }
}

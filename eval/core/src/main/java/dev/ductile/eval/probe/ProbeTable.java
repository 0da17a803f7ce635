package dev.ductile.eval.probe;

import dev.ductile.eval.probe.task.Score;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.statistics.SeedIntervals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a study says: for every variant the mean over seeds, with a 95 % interval where there are
 * seeds enough ({@link SeedIntervals}), of the score at the end of the first and of the last task,
 * of the change between them, and of the last score's distance to the baseline's at the same seeds.
 */
public final class ProbeTable {
  private static final Interval NONE = Interval.without(Double.NaN, "");

  private final Score score;
  private final List<Row> rows = new ArrayList<>();

  /**
   * One variant.
   *
   * @param first score at the end of the first task
   * @param last score at the end of the last task
   * @param change last − first, seed by seed
   * @param online mean of the batches' scores over all tasks
   * @param minusBaseline last − the first variant's last at the same seed; NaN for itself
   * @param figures mean of every figure at the end of the last task
   */
  public record Row(
      String label,
      int seeds,
      Interval first,
      Interval last,
      Interval change,
      Interval online,
      Interval minusBaseline,
      Map<String, Double> figures) {}

  /**
   * Makes the table.
   *
   * @param results finished runs by variant; the first variant is the baseline
   */
  public ProbeTable(Score score, Map<ProbeVariant, List<ProbeResult>> results) {
    this.score = score;
    Map<Long, ProbeResult> baseline = null;
    for (Map.Entry<ProbeVariant, List<ProbeResult>> entry : results.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        rows.add(row(entry.getKey().label(), entry.getValue(), baseline));
      }
      if (baseline == null) {
        baseline = new TreeMap<>();
        for (ProbeResult result : entry.getValue()) {
          baseline.put(result.seed(), result);
        }
      }
    }
  }

  /** One row for each variant with a finished run. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  private static Row row(String label, List<ProbeResult> results, Map<Long, ProbeResult> baseline) {
    Interval against = NONE;
    if (baseline != null) {
      Map<Long, ProbeResult> before = baseline;
      List<ProbeResult> paired =
          results.stream().filter(r -> before.containsKey(r.seed())).toList();
      against = interval(paired, r -> last(r) - last(before.get(r.seed())));
    }
    return new Row(
        label,
        results.size(),
        interval(results, r -> r.score(0)),
        interval(results, ProbeTable::last),
        interval(results, r -> last(r) - r.score(0)),
        interval(results, ProbeTable::online),
        against,
        figures(results));
  }

  private static double last(ProbeResult result) {
    return result.score(result.tasks().size() - 1);
  }

  private static double online(ProbeResult result) {
    return result.tasks().stream().mapToDouble(t -> t.get("onlineScore")).average().orElseThrow();
  }

  private static Interval interval(List<ProbeResult> results, ToDoubleFunction<ProbeResult> of) {
    return SeedIntervals.mean(results.stream().mapToDouble(of).toArray());
  }

  private static Map<String, Double> figures(List<ProbeResult> results) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (ProbeResult result : results) {
      result
          .tasks()
          .get(result.tasks().size() - 1)
          .forEach((key, value) -> means.merge(key, value / results.size(), Double::sum));
    }
    return means;
  }

  /** As a Markdown table. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("Score: ")
        .append(score.label())
        .append(score.higherIsBetter() ? " (higher is better)" : " (lower is better)")
        .append("; mean over seeds. ")
        .append(SeedIntervals.METHOD)
        .append(".\n\n")
        .append("| variant | seeds | first task | last task | last − first | online, all tasks |")
        .append(" last − baseline |\n|---|---|---|---|---|---|---|\n");
    for (Row row : rows) {
      text.append("| ").append(row.label()).append(" | ").append(row.seeds());
      for (Interval interval :
          List.of(row.first(), row.last(), row.change(), row.online(), row.minusBaseline())) {
        text.append(" | ").append(IntervalText.of(interval));
      }
      text.append(" |\n");
    }
    List<String> notes = notes();
    notes.forEach(note -> text.append("\n- ").append(note));
    return text.append(notes.isEmpty() ? "" : "\n").toString();
  }

  /** What is to be said of intervals that are not there, and of too few seeds, each once. */
  private List<String> notes() {
    Map<String, List<String>> said = new LinkedHashMap<>();
    for (Row row : rows) {
      Set<String> own = new LinkedHashSet<>();
      own.add(SeedIntervals.few(row.seeds()));
      for (Interval interval :
          List.of(row.first(), row.last(), row.change(), row.online(), row.minusBaseline())) {
        own.add(interval.missing());
      }
      own.remove("");
      own.forEach(note -> said.computeIfAbsent(note, n -> new ArrayList<>()).add(row.label()));
    }
    return said.entrySet().stream()
        .map(note -> String.join("; ", note.getValue()) + ": " + note.getKey() + ".")
        .toList();
  }

  /** Keys and values of {@code table.json}. */
  public LinkedHashMap<String, Object> json() {
    LinkedHashMap<String, Object> table = new LinkedHashMap<>();
    table.put("score", score.label());
    table.put("higherIsBetter", score.higherIsBetter());
    table.put("level", SeedIntervals.LEVEL);
    table.put("method", SeedIntervals.METHOD);
    table.put("notes", notes());
    List<Map<String, Object>> list = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("variant", row.label());
      one.put("seeds", row.seeds());
      one.put("firstTask", figures(row.first()));
      one.put("lastTask", figures(row.last()));
      one.put("lastMinusFirst", figures(row.change()));
      one.put("online", figures(row.online()));
      one.put("lastMinusBaseline", figures(row.minusBaseline()));
      one.put("figuresAtLastTask", row.figures());
      list.add(one);
    }
    table.put("variants", list);
    return table;
  }

  private static Map<String, Object> figures(Interval i) {
    if (Double.isNaN(i.estimate()) && i.missing().isEmpty()) {
      return null;
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("mean", Double.isNaN(i.estimate()) ? null : i.estimate());
    figures.put("low", i.hasEnds() ? i.low() : null);
    figures.put("high", i.hasEnds() ? i.high() : null);
    if (!i.missing().isEmpty()) {
      figures.put("noInterval", i.missing());
    }
    return figures;
  }
}

package dev.ductile.eval.compare;

import dev.ductile.base.Printable;
import dev.ductile.eval.statistics.Aggregate;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.IntervalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison for a terminal. */
public final class ComparisonText {
  private static final String NONE = "–";

  private ComparisonText() {}

  /** All lines. */
  public static List<String> lines(ScoreComparison comparison) {
    List<String> lines = new ArrayList<>();
    ComparisonHead head = comparison.head();
    lines.add(
        Printable.of(
            "score "
                + head.score()
                + ", "
                + head.frames()
                + "; "
                + head.normalization()
                + "; by "
                + head.by()
                + (head.suite().isEmpty() ? "" : "; suite " + head.suite())));
    comparison.marks().forEach(mark -> lines.add(Printable.of("! " + mark)));
    lines.add("");
    lines.addAll(groups(comparison));
    lines.add("");
    lines.addAll(games(comparison));
    lines.add("");
    comparison.conclusions().forEach(text -> lines.add(Printable.of(text)));
    comparison.notes().forEach(note -> lines.add(Printable.of("- " + note)));
    whyWithout(comparison).forEach(why -> lines.add(Printable.of("- " + why)));
    return lines;
  }

  private static List<String> groups(ScoreComparison comparison) {
    boolean aggregated = comparison.groups().stream().anyMatch(row -> !row.aggregates().isEmpty());
    Grid grid = new Grid();
    List<String> head = new ArrayList<>();
    head.add(comparison.head().by());
    head.add("games × seeds");
    head.add("missing");
    if (aggregated) {
      for (Aggregate aggregate : Aggregate.values()) {
        head.add(aggregate.shortText());
      }
      head.add(comparison.headline().shortText() + " − " + comparison.head().baseline());
      head.add("p (Holm)");
    }
    head.add("P(better)");
    grid.add(head);
    for (GroupRow row : comparison.groups()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.group());
      cells.add(comparison.size(row));
      cells.add(row.missing().text());
      if (aggregated) {
        row.aggregates().values().forEach(interval -> cells.add(IntervalText.brief(interval)));
        cells.add(IntervalText.brief(row.difference().interval()));
        cells.add(probability(row.corrected()));
      }
      cells.add(IntervalText.brief(row.improvement()));
      grid.add(cells);
    }
    return grid.lines();
  }

  private static List<String> games(ScoreComparison comparison) {
    Grid grid = new Grid();
    grid.add(
        List.of(
            "game",
            comparison.head().by(),
            "seeds",
            "mean return",
            "− " + comparison.head().baseline(),
            "p (Holm)",
            "Cliff's δ"));
    for (GameRow row : comparison.games()) {
      grid.add(
          List.of(
              row.normalized() || comparison.head().normalization().equals(Scale.RAW)
                  ? row.game()
                  : row.game() + " *",
              row.group(),
              Integer.toString(row.seeds()),
              IntervalText.brief(row.score()),
              IntervalText.brief(row.difference().interval()),
              probability(row.corrected()),
              Double.isNaN(row.cliffsDelta())
                  ? NONE
                  : String.format(Locale.ROOT, "%.2f", row.cliffsDelta())));
    }
    return grid.lines();
  }

  /** A probability of a test; a dash for none. */
  public static String probability(double probability) {
    if (Double.isNaN(probability)) {
      return NONE;
    }
    return probability < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", probability);
  }

  /** Why intervals are missing: each reason once, with how many numbers have it. */
  public static List<String> whyWithout(ScoreComparison comparison) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (GroupRow row : comparison.groups()) {
      row.aggregates().values().forEach(interval -> count(interval, reasons));
    }
    for (GameRow row : comparison.games()) {
      count(row.score(), reasons);
      count(row.difference().interval(), reasons);
    }
    return reasons.entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s (%d %s)",
                    entry.getKey(),
                    entry.getValue(),
                    entry.getValue() == 1 ? "number" : "numbers"))
        .toList();
  }

  private static void count(Interval interval, Map<String, Integer> reasons) {
    if (!interval.missing().isEmpty() && Double.isFinite(interval.estimate())) {
      reasons.merge(interval.missing(), 1, Integer::sum);
    }
  }
}

package dev.ductile.eval.compare;

import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.text.Csv;

/** A comparison as CSV. */
public final class ComparisonCsv {
  private ComparisonCsv() {}

  /**
   * CSV (RFC 4180, but with bare line feeds): a line for each number. Numbers have all their
   * digits; what there is none of is empty. Lines with {@code mark} and {@code note} end it.
   */
  public static String text(ScoreComparison comparison) {
    StringBuilder csv = new StringBuilder();
    csv.append(
        Csv.guardedLine(
            "of",
            "game",
            comparison.head().by(),
            "games",
            "seeds",
            "missing",
            "quantity",
            "estimate",
            "low",
            "high",
            "no_interval",
            "p_holm"));
    for (GroupRow row : comparison.groups()) {
      row.aggregates()
          .forEach(
              (aggregate, interval) ->
                  csv.append(groupLine(row, aggregate.shortText(), interval, Double.NaN)));
      csv.append(
          groupLine(
              row,
              comparison.headline().shortText() + " difference",
              row.difference().interval(),
              row.corrected()));
      csv.append(groupLine(row, "probability of improvement", row.improvement(), Double.NaN));
    }
    for (GameRow row : comparison.games()) {
      csv.append(gameLine(row, "mean return", row.score(), Double.NaN));
      csv.append(gameLine(row, "difference", row.difference().interval(), row.corrected()));
      Interval delta = Interval.without(row.cliffsDelta(), "");
      csv.append(gameLine(row, "Cliff's delta", delta, Double.NaN));
    }
    comparison.marks().forEach(mark -> csv.append(remark("mark", mark)));
    comparison.conclusions().forEach(sentence -> csv.append(remark("conclusion", sentence)));
    comparison.notes().forEach(note -> csv.append(remark("note", note)));
    return csv.toString();
  }

  private static String remark(String kind, String text) {
    return Csv.guardedLine(kind, "", "", "", "", "", text, "", "", "", "", "");
  }

  private static String groupLine(GroupRow row, String what, Interval interval, double p) {
    return Double.isNaN(interval.estimate())
        ? ""
        : Csv.guardedLine(
            "games",
            "",
            row.group(),
            "" + row.games(),
            row.seeds(),
            row.missing().text(),
            what,
            Csv.number(interval.estimate()),
            Csv.number(interval.low()),
            Csv.number(interval.high()),
            interval.missing(),
            Csv.number(p));
  }

  private static String gameLine(GameRow row, String what, Interval interval, double p) {
    return Double.isNaN(interval.estimate())
        ? ""
        : Csv.guardedLine(
            "game",
            row.game(),
            row.group(),
            "1",
            "" + row.seeds(),
            "",
            what,
            Csv.number(interval.estimate()),
            Csv.number(interval.low()),
            Csv.number(interval.high()),
            interval.missing(),
            Csv.number(p));
  }
}

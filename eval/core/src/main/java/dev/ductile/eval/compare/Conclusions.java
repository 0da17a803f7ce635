package dev.ductile.eval.compare;

import dev.ductile.eval.statistics.Aggregate;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.statistics.SeedIntervals;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a sentence what a group's differences from the baseline show, and what they do not. */
final class Conclusions {
  private Conclusions() {}

  /** The row with its sentence. */
  static GroupRow with(GroupRow row, String baseline, Aggregate headline, List<GameRow> games) {
    List<GameRow> compared =
        games.stream()
            .filter(game -> game.group().equals(row.group()))
            .filter(game -> Double.isFinite(game.difference().interval().estimate()))
            .toList();
    Set<String> scored = games.stream().map(GameRow::group).collect(Collectors.toSet());
    return new GroupRow(
        row.group(),
        row.isBaseline(),
        row.games(),
        row.seeds(),
        row.runs(),
        row.missing(),
        row.aggregates(),
        row.difference(),
        row.compared(),
        row.corrected(),
        row.improvement(),
        sentence(row, baseline, headline, compared, scored));
  }

  private static String sentence(
      GroupRow row,
      String baseline,
      Aggregate headline,
      List<GameRow> compared,
      Set<String> scored) {
    if (compared.isEmpty() && !scored.containsAll(List.of(row.group(), baseline))) {
      List<String> without =
          Stream.of(row.group(), baseline).filter(group -> !scored.contains(group)).toList();
      return String.join(" and ", without)
          + (without.size() == 1 ? " has" : " have")
          + " no score: "
          + row.group()
          + " is not compared with "
          + baseline
          + ".";
    }
    if (compared.isEmpty()) {
      return row.group() + " and " + baseline + " have no game in common: nothing is compared.";
    }
    String games = overEachGame(row, baseline, compared);
    double difference = row.difference().interval().estimate();
    if (!Double.isFinite(difference)) {
      String why = row.difference().interval().missing();
      return games + (why.isEmpty() ? "." : "; over all games nothing is tested: " + why + ".");
    }
    return games
        + "; over "
        + count(row.games(), "game")
        + " the "
        + headline.text()
        + " differs by "
        + IntervalText.brief(row.difference().interval())
        + ": "
        + verdict(row, baseline)
        + ".";
  }

  private static String overEachGame(GroupRow row, String baseline, List<GameRow> compared) {
    long above = compared.stream().filter(GameRow::isAbove).count();
    long below = compared.stream().filter(GameRow::isBelow).count();
    long equal = compared.size() - above - below;
    String text =
        row.group()
            + " is above "
            + baseline
            + " on "
            + above
            + " of "
            + count(compared.size(), "game")
            + (below > 0 ? ", below on " + below : "")
            + (equal > 0 ? ", equal on " + equal : "");
    List<GameRow> decided = compared.stream().filter(GameRow::isDecided).toList();
    int seeds = compared.stream().mapToInt(GameRow::compared).max().orElse(0);
    if (seeds < SeedIntervals.MINIMUM_FOR_VERDICT) {
      return text
          + " (no single game is decided below "
          + SeedIntervals.MINIMUM_FOR_VERDICT
          + " seeds)";
    }
    long better = decided.stream().filter(GameRow::isAbove).count();
    return text
        + (decided.isEmpty()
            ? " (none of them decided)"
            : " (decided: above on " + better + ", below on " + (decided.size() - better) + ")");
  }

  private static String verdict(GroupRow row, String baseline) {
    if (row.isDecided()) {
      boolean above = row.difference().interval().estimate() > 0;
      return row.group() + (above ? " is above " : " is below ") + baseline;
    }
    String why = row.difference().interval().missing();
    if (!why.isEmpty()) {
      return "not decided (" + why + ")";
    }
    boolean apart =
        row.difference().interval().isAbove(0) || row.difference().interval().isBelow(0);
    String few =
        row.compared() < SeedIntervals.MINIMUM_FOR_VERDICT
            ? ", of fewer than " + SeedIntervals.MINIMUM_FOR_VERDICT + " runs in all"
            : ", as several groups are tested";
    return "not decided with "
        + row.seeds()
        + (row.seeds().equals("1") ? " seed" : " seeds")
        + (apart ? few : "");
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}

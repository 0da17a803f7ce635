package dev.ductile.eval.compare;

import dev.ductile.eval.statistics.Aggregate;
import dev.ductile.eval.statistics.ScoreTable;
import java.util.List;
import java.util.Map;

/**
 * Groups of runs compared.
 *
 * @param head what is compared and how, for the first lines
 * @param groups the baseline first, then by name
 * @param games by game, then in the order of the groups
 * @param tables normalised scores behind the aggregates, by group; of a group without single runs,
 *     or without a game in common with the others, none
 * @param headline the aggregate whose differences decide
 * @param marks what makes the table less than it seems, such as mixed protocols; to stand at it
 * @param notes what a reader should know besides
 */
public record ScoreComparison(
    ComparisonHead head,
    List<GroupRow> groups,
    List<GameRow> games,
    Map<String, ScoreTable> tables,
    Aggregate headline,
    List<String> marks,
    List<String> notes) {
  /** Keeps copies. */
  public ScoreComparison {
    groups = List.copyOf(groups);
    games = List.copyOf(games);
    tables = Map.copyOf(tables);
    marks = List.copyOf(marks);
    notes = List.copyOf(notes);
  }

  /** Of all games of a row, also those without a place on the common scale: {@code 5 × 3}. */
  public String size(GroupRow row) {
    long count = games.stream().filter(game -> game.group().equals(row.group())).count();
    return count + " × " + row.seeds();
  }

  /** Sentences of what can and what cannot be concluded. */
  public List<String> conclusions() {
    return groups.stream().map(GroupRow::conclusion).filter(text -> !text.isEmpty()).toList();
  }
}

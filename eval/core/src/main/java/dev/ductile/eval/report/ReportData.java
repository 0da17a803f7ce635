package dev.ductile.eval.report;

import dev.ductile.eval.compare.ComparisonSettings;
import dev.ductile.eval.compare.GroupRow;
import dev.ductile.eval.compare.Grouping;
import dev.ductile.eval.compare.ScoreComparison;
import dev.ductile.eval.score.RunSearch;
import dev.ductile.eval.score.RunState;
import dev.ductile.eval.score.Score;
import dev.ductile.eval.score.ScoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a report is made of.
 *
 * @param comparison what is shown and concluded
 * @param settings how it was made
 * @param search the runs
 * @param claims of sweeps among the folders
 */
record ReportData(
    ScoreComparison comparison,
    ComparisonSettings settings,
    RunSearch search,
    List<SweepClaims> claims) {

  /** Labels of the groups, the baseline first. */
  List<String> groups() {
    return comparison.groups().stream().map(GroupRow::group).toList();
  }

  String baseline() {
    return comparison.head().baseline();
  }

  /** Which colour a group has. */
  int series(String group) {
    return groups().indexOf(group);
  }

  /** The group of a run. */
  String group(ScoredRun run) {
    return Grouping.of(settings.by()).label(run);
  }

  /** All runs by group, game and seed. */
  List<ScoredRun> runs() {
    List<ScoredRun> runs = new ArrayList<>(search.runs());
    runs.sort(
        Comparator.comparingInt((ScoredRun run) -> series(group(run)))
            .thenComparing(run -> run.game().label())
            .thenComparingLong(ScoredRun::seed)
            .thenComparing(ScoredRun::path));
    return runs;
  }

  /** Games of all runs, by name. */
  List<String> games() {
    TreeSet<String> games = new TreeSet<>();
    search.runs().forEach(run -> games.add(run.game().label()));
    return List.copyOf(games);
  }

  /** The run's score, as the comparison takes it. */
  Optional<Score> score(ScoredRun run) {
    if (settings.atFrames().isPresent()) {
      return settings.score().of(run, settings.atFrames().getAsLong());
    }
    return run.state() == RunState.COMPLETED ? settings.score().of(run) : Optional.empty();
  }

  /** Up to where a run is shown. */
  long lastFrames(ScoredRun run) {
    return Math.min(run.frames(), settings.atFrames().orElse(Long.MAX_VALUE));
  }
}

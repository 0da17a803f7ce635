package dev.ductile.eval.compare;

import dev.ductile.eval.statistics.Aggregate;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.statistics.Tested;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A group of runs over all games.
 *
 * @param group its label
 * @param isBaseline whether the others are compared with it
 * @param games that its aggregates are over
 * @param seeds of a game: {@code 3}, or {@code 2–3}
 * @param runs with a score, on all games
 * @param missing runs without one
 * @param aggregates of the normalised scores; empty where there is no common scale
 * @param difference of the headline aggregate from the baseline's
 * @param compared runs that it rests on: of two groups the smaller one's
 * @param corrected its probability after Holm's correction over the groups
 * @param improvement probability that a run is above one of the baseline's, over the games of both
 * @param conclusion a sentence; empty for the baseline
 */
public record GroupRow(
    String group,
    boolean isBaseline,
    int games,
    String seeds,
    int runs,
    Missing missing,
    Map<Aggregate, Interval> aggregates,
    Tested difference,
    int compared,
    double corrected,
    Interval improvement,
    String conclusion) {
  /** Keeps a copy. */
  public GroupRow {
    aggregates = Collections.unmodifiableMap(new LinkedHashMap<>(aggregates));
  }

  /** Whether the aggregate's difference is told from 0, the correction included. */
  public boolean isDecided() {
    return difference.interval().hasEnds()
        && compared >= SeedIntervals.MINIMUM_FOR_VERDICT
        && corrected < 1 - SeedIntervals.LEVEL;
  }
}

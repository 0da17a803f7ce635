package dev.ductile.eval.score;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run's {@code metrics.jsonl} tells.
 *
 * @param games training games in the order in which they ended
 * @param evaluations those during training and the one at the end, in order
 * @param lastFrames emulator frames at its last line; 0 for an empty log
 * @param measurements values by name, by emulator frames; NaN and the infinities where measured so
 */
public record RunRecord(
    TrainingGames games,
    List<ScoredEvaluation> evaluations,
    long lastFrames,
    SortedMap<Long, Map<String, Double>> measurements) {
  /** Keeps copies. */
  public RunRecord {
    evaluations = List.copyOf(evaluations);
    measurements = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(measurements));
  }
}

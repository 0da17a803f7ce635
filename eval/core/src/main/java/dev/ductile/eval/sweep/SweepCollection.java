package dev.ductile.eval.sweep;

import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is there of a sweep, by state, with what is stale as its own state. Runs nothing, changes
 * nothing.
 */
public final class SweepCollection {
  private static final List<TrialState> ORDER =
      List.of(
          TrialState.DONE,
          TrialState.RUNNING,
          TrialState.RESUMABLE,
          TrialState.FAILED,
          TrialState.STALE,
          TrialState.MISSING);

  private final StaleTrials stale;
  private final List<TrialResult> results = new ArrayList<>();
  private final Map<TrialState, Integer> count = new EnumMap<>(TrialState.class);

  /**
   * Looks at what is there.
   *
   * @param acceptStale whether what is stale counts as what it is otherwise
   */
  public SweepCollection(Sweep sweep, boolean acceptStale) {
    List<TrialResult> found = sweep.found();
    stale = new StaleTrials(sweep, found);
    for (TrialResult result : found) {
      TrialResult seen =
          acceptStale
              ? result
              : stale
                  .reason(result.trial())
                  .map(
                      why ->
                          new TrialResult(result.trial(), result.folder(), TrialState.STALE, why))
                  .orElse(result);
      results.add(seen);
      count.merge(seen.state(), 1, Integer::sum);
    }
  }

  /** The trials that are stale, whether that is accepted or not. */
  public StaleTrials stale() {
    return stale;
  }

  /** One for each trial, in the sweep's order. */
  public List<TrialResult> results() {
    return List.copyOf(results);
  }

  /** Trials in a state. */
  public int count(TrialState state) {
    return count.getOrDefault(state, 0);
  }

  /** Trials that are neither done nor failed. */
  public int missing() {
    return results.size() - count(TrialState.DONE) - count(TrialState.FAILED);
  }

  /**
   * How many there are in each state, in one line. Who runs on other machines nobody sees: those
   * trials count as resumable, or as missing.
   */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(results.size()).append(results.size() == 1 ? " trial: " : " trials: ");
    for (TrialState state : ORDER) {
      text.append(state == ORDER.get(0) ? "" : ", ");
      text.append(String.format(Locale.ROOT, "%d %s", count(state), state.text()));
    }
    return text.toString();
  }
}

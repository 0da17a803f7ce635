package dev.ductile.eval.sweep;

import dev.ductile.base.files.OutputException;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.Staleness;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trials of a sweep whose results this code would not make here: of other code, of another
 * configuration, or of another kind of CPU. They are not taken for the same unless somebody says
 * so.
 */
public final class StaleTrials {
  private final Sweep sweep;
  private final Map<Trial, String> reasons = new LinkedHashMap<>();

  /** Looks at what is in a sweep's folder. */
  public StaleTrials(Sweep sweep) {
    this(sweep, sweep.found());
  }

  /** Looks at what was found. */
  public StaleTrials(Sweep sweep, List<TrialResult> found) {
    this.sweep = sweep;
    Staleness here = Staleness.here(sweep.code());
    for (TrialResult result : found) {
      Optional<String> reason = here.reason(result.trial(), result.folder());
      reason.ifPresent(why -> reasons.put(result.trial(), why));
    }
  }

  /** Trials, done or begun, that are stale. */
  public Set<Trial> all() {
    return Collections.unmodifiableSet(reasons.keySet());
  }

  /** Why a trial is stale; empty if it is not. */
  public Optional<String> reason(Trial trial) {
    return Optional.ofNullable(reasons.get(trial));
  }

  /** How many trials are stale for each reason. */
  public Map<String, Integer> byReason() {
    Map<String, Integer> count = new LinkedHashMap<>();
    reasons.values().forEach(reason -> count.merge(reason, 1, Integer::sum));
    return count;
  }

  /** In one line how many there are, and why. */
  public String describe() {
    String by =
        byReason().entrySet().stream()
            .map(entry -> entry.getValue() + " of " + entry.getKey())
            .collect(Collectors.joining("; "));
    return reasons.size()
        + " of "
        + sweep.trials().size()
        + " trials in "
        + sweep.out()
        + " are stale ("
        + by
        + "; now: "
        + sweep.code().describe()
        + ")";
  }

  /**
   * Takes stale trials out of the way, so that they are run anew: into {@code OUT/older}, where
   * nothing is lost.
   *
   * @return the folder
   */
  public Path moveAside() {
    Path older = sweep.out().resolve("older");
    for (Trial trial : reasons.keySet()) {
      Path from = sweep.folder(trial).path();
      try {
        Files.createDirectories(older);
        Path to = older.resolve(from.getFileName());
        for (int i = 2; Files.exists(to); i++) {
          to = older.resolve(from.getFileName() + "." + i);
        }
        Files.move(from, to);
      } catch (IOException e) {
        throw OutputException.cannotWrite(from, e);
      }
    }
    return older;
  }

  /** How many trials are done, by the code that made them. */
  public static Map<String, Integer> count(List<TrialResult> results) {
    Map<String, Integer> count = new LinkedHashMap<>();
    results.stream()
        .filter(result -> result.state() == TrialState.DONE)
        .forEach(result -> count.merge(Staleness.codeOf(result.folder()), 1, Integer::sum));
    return count;
  }
}

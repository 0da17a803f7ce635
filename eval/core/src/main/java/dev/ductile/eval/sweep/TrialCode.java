package dev.ductile.eval.sweep;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which code made the trials of a sweep, so that those of different code are not taken for one. */
public final class TrialCode {
  private static final String NOT_KNOWN = "code that was not written down";

  private final Sweep sweep;
  private final List<TrialResult> others;

  /** Looks at what is in a sweep's folder. */
  public TrialCode(Sweep sweep) {
    this(sweep, sweep.found());
  }

  /** Looks at some trials of a sweep. */
  TrialCode(Sweep sweep, List<TrialResult> found) {
    this.sweep = sweep;
    this.others =
        found.stream()
            .filter(trial -> trial.state() != TrialState.NEW)
            .filter(trial -> isByOtherCode(trial, sweep.code()))
            .toList();
  }

  /** Whether other code than this one worked on a trial, or nobody knows which did. */
  private static boolean isByOtherCode(TrialResult found, CodeIdentity now) {
    List<CodeIdentity> code = found.folder().code();
    return code.isEmpty() || !code.stream().allMatch(now::isSameCodeAs);
  }

  /** Trials, done or begun, that other code than the sweep's worked on. */
  public List<TrialResult> byOtherCode() {
    return others;
  }

  /** In one line what other code made. */
  public String describe() {
    String by =
        others.stream()
            .map(found -> describe(found.folder()))
            .distinct()
            .collect(Collectors.joining("; "));
    return others.size()
        + " of "
        + sweep.trials().size()
        + " trials in "
        + sweep.out()
        + " were made by other code ("
        + by
        + "; now: "
        + sweep.code().describe()
        + ")";
  }

  /**
   * Takes what other code made out of the way, so that it is run anew: into {@code OUT/older},
   * where nothing is lost.
   *
   * @return the folder
   */
  public Path moveAside() {
    Path older = sweep.out().resolve("older");
    for (TrialResult found : others) {
      Path from = found.folder().path();
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
        .forEach(result -> count.merge(describe(result.folder()), 1, Integer::sum));
    return count;
  }

  private static String describe(TrialFolder folder) {
    List<CodeIdentity> code = folder.code();
    return code.isEmpty()
        ? NOT_KNOWN
        : code.stream().map(CodeIdentity::describe).collect(Collectors.joining(", then "));
  }
}

package dev.ductile.eval.sweep.trial;

import dev.ductile.eval.sweep.definition.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a trial is run: the words of a process. */
public interface TrialLauncher {
  /** The process that begins a trial in a folder that does not exist yet. */
  List<String> begin(Trial trial, Path run);

  /** The process that goes on with a trial; empty if its command cannot. */
  Optional<List<String>> goOn(Trial trial, Path run);

  /** Variables of the process, over those of the one that starts it. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /**
   * A process has ended.
   *
   * @param words that it was started by
   */
  default void ended(List<String> words) {}
}

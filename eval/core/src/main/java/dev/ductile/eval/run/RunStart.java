package dev.ductile.eval.run;

import dev.ductile.eval.folder.RunLock;
import java.util.List;

/**
 * By what a run is started.
 *
 * @param command the words of the command line, for the record; empty if there was none
 * @param guard called before anything is written into the run's folder; throws if that is no longer
 *     the run's
 */
public record RunStart(List<String> command, Runnable guard) {
  /** By another program, which looks after the folder itself. */
  public static final RunStart UNGUARDED = new RunStart(List.of(), () -> {});

  /** Keeps a copy. */
  public RunStart {
    command = List.copyOf(command);
  }

  /** By a command line that holds the folder's lock. */
  public static RunStart of(List<String> command, RunLock lock) {
    return new RunStart(command, lock::requireHeld);
  }
}

package dev.ductile.eval.sweep.remote;

import dev.ductile.eval.sweep.Sweep;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sweep to be run elsewhere.
 *
 * @param sweep what is to be run
 * @param mainClass of the command line, which trials are started with
 * @param master which cluster, in the scheduler's words
 * @param atOnce trials that may be with the scheduler together; 0 leaves it to the scheduler
 * @param settings the scheduler's own settings, by their names
 */
public record RemoteSweep(
    Sweep sweep, String mainClass, String master, int atOnce, Map<String, String> settings) {
  /** Keeps a copy. */
  public RemoteSweep {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}

package dev.ductile.eval.sweep;

import dev.ductile.eval.sweep.definition.TrialDemand;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.util.List;
import java.util.Locale;

/**
 * What the trials of a sweep that are still to run take of this machine, added up before the first
 * one starts.
 *
 * @param trials that are to run
 * @param largest the most memory, and the most threads, that one of them takes
 * @param cores of this machine
 * @param memoryBytes that are free on it, inside its container's limit
 */
public record SweepBudget(int trials, TrialDemand largest, int cores, long memoryBytes) {
  /** More are not looked at one by one: they differ in seeds, games and rates. */
  private static final int MOST_LOOKED_AT = 500;

  /** Looks at the trials that are to run. */
  public static SweepBudget of(Sweep sweep, int cores, long memoryBytes) {
    List<TrialResult> open =
        sweep.found().stream().filter(r -> r.state() != TrialState.DONE).toList();
    int step = Math.max(1, (open.size() + MOST_LOOKED_AT - 1) / MOST_LOOKED_AT);
    long bytes = 0;
    int threads = 1;
    for (int i = 0; i < open.size(); i += step) {
      TrialDemand demand = sweep.demand(open.get(i).trial());
      bytes = Math.max(bytes, demand.memoryBytes());
      threads = Math.max(threads, demand.threads());
    }
    return new SweepBudget(open.size(), new TrialDemand(bytes, threads, "cpu"), cores, memoryBytes);
  }

  /** As many trials as have cores of their own, and memory. */
  public int jobs() {
    long byMemory = largest.memoryBytes() == 0 ? cores : memoryBytes / largest.memoryBytes();
    return (int) Math.max(1, Math.min(cores / largest.threads(), byMemory));
  }

  /** Whether so many of the largest trials fit into memory. */
  public boolean fits(int jobs) {
    return Math.min(jobs, trials) * largest.memoryBytes() <= memoryBytes;
  }

  /** In one line. */
  public String describe(int jobs) {
    String text =
        String.format(
            Locale.ROOT,
            "%d at a time, each of at most %,d MB and %d thread%s; %,d MB and %d cores are free",
            Math.min(jobs, Math.max(1, trials)),
            largest.memoryBytes() >> 20,
            largest.threads(),
            largest.threads() == 1 ? "" : "s",
            memoryBytes >> 20,
            cores);
    return fits(jobs)
        ? text
        : text + ": not all of them fit together, so some wait until others have ended";
  }
}

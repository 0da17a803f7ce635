package dev.ductile.eval.sweep;

import dev.ductile.eval.sweep.definition.TrialDemand;
import dev.ductile.eval.sweep.trial.TrialCause;
import dev.ductile.eval.sweep.trial.TrialLauncher;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialRunner;
import dev.ductile.eval.sweep.trial.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Runs what is missing of a sweep, some trials at a time. A failure does not stop the rest. */
public final class SweepRunner {
  /** So often a trial may meet a process that outlived its sweep and was not seen before. */
  private static final int MOST_WAITS = 3;

  private final Sweep sweep;
  private final SweepLimits limits;
  private final TrialRunner trials;
  private final Admission admission;
  private final BooleanSupplier stop;
  private final SweepListener listener;
  private final long startNanos = System.nanoTime();
  private int finished;
  private int finishedNow;

  /**
   * A runner.
   *
   * @param stop once true, running trials are told to stop and none is begun
   */
  public SweepRunner(
      Sweep sweep,
      TrialLauncher launcher,
      SweepLimits limits,
      BooleanSupplier stop,
      SweepListener listener) {
    this.sweep = sweep;
    this.limits = limits;
    this.trials = new TrialRunner(launcher, sweep.code(), stop);
    this.admission = new Admission(limits);
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * Runs all trials that are not done.
   *
   * @return one result for each trial, in the sweep's order
   */
  public List<TrialResult> run() {
    List<TrialResult> found = sweep.found();
    finished = (int) found.stream().filter(r -> r.state() == TrialState.DONE).count();
    ExecutorService pool = Executors.newFixedThreadPool(limits.jobs());
    try {
      List<Future<TrialResult>> running = new ArrayList<>();
      Map<String, Future<TrialResult>> byIdentity = new HashMap<>();
      for (TrialResult before : found) { // a prefix stands before its tails
        Optional<Future<TrialResult>> prefix =
            before.trial().fork().map(fork -> byIdentity.get(fork.prefix().identitySha256()));
        Future<TrialResult> submitted = pool.submit(() -> result(before, prefix));
        byIdentity.put(before.trial().identitySha256(), submitted);
        running.add(submitted);
      }
      List<TrialResult> results = new ArrayList<>();
      for (Future<TrialResult> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials ran", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial could not be run: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow(); // interrupts what still runs after a failure of ours
    }
  }

  /** The runner of a trial finds out by itself how its prefix ended. */
  private TrialResult result(TrialResult before, Optional<Future<TrialResult>> prefix)
      throws InterruptedException, ExecutionException {
    if (before.state() == TrialState.DONE) {
      return before;
    }
    if (prefix.isPresent()) {
      prefix.get().get(); // begun earlier, so that it never waits for this thread
    }
    long start = System.nanoTime();
    TrialDemand demand = sweep.demand(before.trial());
    TrialResult result = attempt(before, demand);
    int retry = 0;
    int waits = 0;
    while (isWorthwhile(result)) {
      TrialCause cause = result.cause().orElseThrow();
      if (cause == TrialCause.BUSY && waits < MOST_WAITS) {
        waits++; // the next attempt waits for the process that has the run
      } else if (retry < limits.retries()) {
        retry++;
        tellRetry(result, retry);
      } else {
        break;
      }
      if (cause == TrialCause.MEMORY) {
        demand = demand.withTwiceTheMemory();
      }
      result = attempt(before, demand);
    }
    if (result.state() != TrialState.STOPPED) {
      tell(result, Duration.ofNanos(System.nanoTime() - start));
    }
    return result;
  }

  private boolean isWorthwhile(TrialResult result) {
    return result.state() == TrialState.FAILED
        && result.cause().map(TrialCause::isRetried).orElse(false)
        && !stop.getAsBoolean();
  }

  private TrialResult attempt(TrialResult before, TrialDemand demand) throws InterruptedException {
    Admission.Pass pass = admission.enter(demand);
    try {
      if (!stop.getAsBoolean()) {
        tellStart(before);
      }
      return trials.run(before.trial(), before.folder(), pass.environment());
    } finally {
      admission.leave(pass);
    }
  }

  private synchronized void tellStart(TrialResult before) {
    listener.onStart(before.trial(), before.folder());
  }

  private synchronized void tellRetry(TrialResult result, int retry) {
    listener.onRetry(result, retry, limits.retries());
  }

  private synchronized void tell(TrialResult result, Duration took) {
    finished++;
    finishedNow++;
    int total = sweep.trials().size();
    // Wall time a trial so far contains how many run together.
    long nanos = (System.nanoTime() - startNanos) / finishedNow * (total - finished);
    listener.onTrial(result, finished, total, took, Duration.ofNanos(nanos));
  }
}

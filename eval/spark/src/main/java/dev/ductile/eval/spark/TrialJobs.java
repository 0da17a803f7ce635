package dev.ductile.eval.spark;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.spark.worker.SharedFolder;
import dev.ductile.eval.sweep.SweepListener;
import dev.ductile.eval.sweep.remote.RemoteSweep;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;

/** Gives a sweep's trials to Spark and gathers what they come to, on one thread. */
final class TrialJobs {
  private static final long POLL_MILLISECONDS = 50;

  /** Enough for Spark to see that more executors would help, and little enough for its page. */
  private static final int MOST_AT_ONCE = 1000;

  /**
   * Trials that begin after a stop see that and end; those for which there is no room are taken
   * back after so long, when Spark surely knows which they are.
   */
  private static final long GRACE_SECONDS = 5;

  private final JavaSparkContext spark;
  private final RemoteSweep remote;
  private final SharedFolder shared;
  private final BooleanSupplier stop;
  private final SweepListener listener;

  /** Identities of trials that have not ended. */
  private final Set<String> open = new HashSet<>();

  private final TaskEvents events = new TaskEvents();
  private final int retries;
  private final Map<Integer, TrialJob> running = new LinkedHashMap<>();
  private final long startNanos = System.nanoTime();
  private boolean stopping;
  private long stopNanos;
  private int finished;
  private int finishedNow;

  TrialJobs(
      JavaSparkContext spark,
      RemoteSweep remote,
      SharedFolder shared,
      BooleanSupplier stop,
      SweepListener listener) {
    this.spark = spark;
    this.remote = remote;
    this.shared = shared;
    this.stop = stop;
    this.listener = listener;
    this.retries = SparkStart.mostFailures(spark.getConf()) - 1;
    spark.sc().addSparkListener(events);
  }

  /**
   * Runs all trials that are not done.
   *
   * @return one result for each trial, in the sweep's order
   * @throws OutputException if Spark went away
   */
  List<TrialResult> run() {
    List<TrialResult> results = new ArrayList<>(remote.sweep().found());
    Deque<Integer> waiting = new ArrayDeque<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).state() == TrialState.DONE) {
        finished++;
      } else {
        waiting.add(i);
        open.add(results.get(i).trial().identitySha256());
      }
    }
    int atOnce = remote.atOnce() > 0 ? remote.atOnce() : MOST_AT_ONCE;
    try {
      while (!waiting.isEmpty() || !running.isEmpty()) {
        if (stop.getAsBoolean()) {
          stopAll(results, waiting);
        }
        submitReady(results, waiting, atOnce);
        tellEvents(results);
        gather(results);
        requireSpark();
        Thread.sleep(POLL_MILLISECONDS);
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials ran", e);
    }
  }

  /**
   * In order, but that a fork waits until its prefix has ended; how it ended its task finds out.
   */
  private void submitReady(List<TrialResult> results, Deque<Integer> waiting, int atOnce) {
    for (Iterator<Integer> next = waiting.iterator(); next.hasNext() && running.size() < atOnce; ) {
      int i = next.next();
      TrialResult trial = results.get(i);
      boolean ready =
          trial
              .trial()
              .fork()
              .map(fork -> !open.contains(fork.prefix().identitySha256()))
              .orElse(true);
      if (ready) {
        next.remove();
        running.put(i, submit(i, trial));
      }
    }
  }

  private TrialJob submit(int index, TrialResult trial) {
    String group = remote.sweep().definition().name();
    return TrialJob.submit(spark, shared, group, index, trial);
  }

  /** Only of trials that have not ended: Spark tells of a task's end twice. */
  private void tellEvents(List<TrialResult> results) {
    for (TaskEvents.Event event : events.take()) {
      TrialResult trial = results.get(event.trial());
      if (stopping || !running.containsKey(event.trial())) {
        continue;
      }
      if (event.failure().isEmpty()) {
        listener.onStart(trial.trial(), trial.folder());
      } else if (event.failures() <= retries) {
        int retry = Math.max(1, event.failures());
        listener.onRetry(
            TaskReason.of(event.failure().get()).orCrash().failed(trial), retry, retries);
      }
    }
  }

  private void stopAll(List<TrialResult> results, Deque<Integer> waiting) {
    if (!stopping) {
      stopping = true;
      stopNanos = System.nanoTime();
      AtomicFiles.write(shared.stopFile(), "");
      for (int i : waiting) {
        TrialResult found = results.get(i);
        results.set(i, new TrialResult(found.trial(), found.folder(), TrialState.STOPPED, ""));
      }
      waiting.clear();
    }
    if (System.nanoTime() - stopNanos > TimeUnit.SECONDS.toNanos(GRACE_SECONDS)) {
      running.values().forEach(TrialJob::cancelUnlessStarted);
    }
  }

  private void gather(List<TrialResult> results) throws InterruptedException {
    List<Integer> done =
        running.entrySet().stream()
            .filter(job -> job.getValue().isDone())
            .map(Map.Entry::getKey)
            .toList();
    for (int i : done) {
      TrialJob job = running.remove(i);
      TrialResult result = job.result(stopping);
      results.set(i, result);
      open.remove(result.trial().identitySha256());
      if (result.state() != TrialState.STOPPED) {
        tell(result, job.took());
      }
    }
  }

  private void tell(TrialResult result, Duration took) {
    finished++;
    finishedNow++;
    int total = remote.sweep().trials().size();
    // Wall time a trial so far contains how many run together.
    long nanos = (System.nanoTime() - startNanos) / finishedNow * (total - finished);
    listener.onTrial(result, finished, total, took, Duration.ofNanos(nanos));
  }

  private void requireSpark() {
    if (spark.sc().isStopped() && !running.isEmpty()) {
      throw SparkStart.gone(shared, null);
    }
  }
}

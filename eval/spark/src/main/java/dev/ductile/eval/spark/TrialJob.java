package dev.ductile.eval.spark;

import dev.ductile.eval.spark.worker.SharedFolder;
import dev.ductile.eval.spark.worker.TrialTask;
import dev.ductile.eval.sweep.remote.RemoteTrial;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A trial as a job of one task: Spark's page names it, Spark counts its failures, and its last one
 * ends no other trial.
 */
final class TrialJob {
  /** {@code … most recent failure: Lost task 0.3 in … (TID 7) (HOST executor 1): CLASS: REASON}. */
  private static final Pattern LAST_FAILURE =
      Pattern.compile(
          "most recent failure: (?:Lost task [^:]*?\\(TID \\d+\\) \\([^)]*\\): )?(?:[\\w.]*\\.)?"
              + "(.*)");

  private final JavaSparkContext spark;
  private final TrialResult before;
  private final JavaFutureAction<List<String[]>> future;
  private final long startNanos = System.nanoTime();
  private Duration took = Duration.ZERO;

  private TrialJob(
      JavaSparkContext spark, TrialResult before, JavaFutureAction<List<String[]>> future) {
    this.spark = spark;
    this.before = before;
    this.future = future;
  }

  /** Gives a trial to Spark. */
  static TrialJob submit(
      JavaSparkContext spark, SharedFolder shared, String group, TrialResult trial) {
    String name = trial.trial().describe();
    spark.setJobGroup(group, name, true);
    spark.setCallSite(name);
    String folder = trial.folder().path().toAbsolutePath().toString();
    try {
      return new TrialJob(
          spark,
          trial,
          spark
              .parallelize(List.of(RemoteTrial.text(trial.trial())), 1)
              .map(new TrialTask(shared, folder))
              .collectAsync());
    } finally {
      spark.clearCallSite();
      spark.clearJobGroup();
    }
  }

  boolean isDone() {
    return future.isDone();
  }

  /** Takes it back unless its process runs, which is told in another way. */
  void cancelUnlessStarted() {
    if (!isDone() && activeTasks() == 0) {
      future.cancel(true);
    }
  }

  private int activeTasks() {
    int active = 0;
    for (int job : future.jobIds()) {
      SparkJobInfo info = spark.statusTracker().getJobInfo(job);
      for (int stage : info == null ? new int[0] : info.stageIds()) {
        SparkStageInfo tasks = spark.statusTracker().getStageInfo(stage);
        active += tasks == null ? 0 : tasks.numActiveTasks();
      }
    }
    return active;
  }

  /** How long the trial ran in its last attempt, once it is done. */
  Duration took() {
    return took;
  }

  /**
   * What came of it, once it is done.
   *
   * @param stopping whether trials were told to stop
   */
  TrialResult result(boolean stopping) throws InterruptedException {
    took = Duration.ofNanos(System.nanoTime() - startNanos);
    try {
      String[] value = future.get().get(0);
      took = Duration.ofMillis(Long.parseLong(value[2]));
      return result(TrialState.valueOf(value[0]), value[1]);
    } catch (CancellationException e) {
      return result(TrialState.STOPPED, "");
    } catch (ExecutionException e) {
      return stopping
          ? result(TrialState.STOPPED, "")
          : result(TrialState.FAILED, reason(e.getCause()));
    }
  }

  private TrialResult result(TrialState state, String reason) {
    return new TrialResult(before.trial(), before.folder(), state, reason);
  }

  /** The reason of the last attempt out of what Spark says of the job. */
  static String reason(Throwable failure) {
    String all = String.valueOf(failure.getMessage());
    Matcher last = LAST_FAILURE.matcher(all);
    String reason = last.find() ? last.group(1) : all.lines().findFirst().orElse("");
    return reason.replaceFirst("^\\w*Exception: ", "").strip();
  }
}

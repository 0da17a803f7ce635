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
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A trial as a job of one task: Spark's page names it, Spark counts its failures, and its last one
 * ends no other trial.
 */
final class TrialJob {
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

  /**
   * Gives a trial to Spark.
   *
   * @param group names the sweep
   * @param index the trial's place in it
   */
  static TrialJob submit(
      JavaSparkContext spark, SharedFolder shared, String group, int index, TrialResult trial) {
    String name = trial.trial().describe();
    spark.setJobGroup(group, name, true);
    spark.setCallSite(name);
    spark.setLocalProperty(TaskEvents.TRIAL, Integer.toString(index));
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
      spark.setLocalProperty(TaskEvents.TRIAL, null);
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
      TrialState state = TrialState.valueOf(value[0]);
      return state == TrialState.FAILED
          ? TaskReason.of(value[1]).failed(before)
          : new TrialResult(before.trial(), before.folder(), state, value[1]);
    } catch (CancellationException e) {
      return stopped();
    } catch (ExecutionException e) {
      return stopping ? stopped() : TaskReason.ofLast(e.getCause()).failed(before);
    }
  }

  private TrialResult stopped() {
    return new TrialResult(before.trial(), before.folder(), TrialState.STOPPED, "");
  }
}

package dev.ductile.eval.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.sweep.trial.TrialCause;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Out of what Spark 4.2.0 says of tasks and jobs. */
class TaskReasonTest {
  @Test
  void aTrialsOwnWordsAreFound() {
    String job =
        "Job aborted due to stage failure: Task 0 in stage 9.0 failed 3 times, most recent failure:"
            + " Lost task 0.2 in stage 9.0 (TID 14) (127.0.0.1 executor driver):"
            + " dev.ductile.eval.spark.worker.TrialAttemptException: stopped: exit code 75: ductile:"
            + " no: space\n\tat dev.ductile.eval.spark.worker.TrialTask.fail(TrialTask.java:60)\n";
    assertThat(TaskReason.ofLast(new IllegalStateException(job)))
        .isEqualTo(
            new TaskReason(Optional.of(TrialCause.STOPPED), "exit code 75: ductile: no: space"));
    assertThat(TaskReason.of("out of: nothing"))
        .isEqualTo(new TaskReason(Optional.empty(), "out of: nothing"));
    assertThat(TaskReason.of("non finite loss: x").cause()).contains(TrialCause.NON_FINITE_LOSS);
  }

  @Test
  void sparksWordsAreKeptWhereATrialHasNone() {
    String job =
        "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure:"
            + " Lost task 0.3 in stage 1.0 (TID 4) (10.0.0.1 executor 3): ExecutorLostFailure"
            + " (executor 3 exited caused by one of the running tasks) Reason: Command exited with"
            + " code 137\nDriver stacktrace:";
    assertThat(TaskReason.ofLast(new IllegalStateException(job)))
        .isEqualTo(
            new TaskReason(
                Optional.of(TrialCause.CRASH),
                "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason:"
                    + " Command exited with code 137"));
    assertThat(TaskReason.ofLast(new IllegalStateException("Job 3 cancelled by the user")).text())
        .isEqualTo("Job 3 cancelled by the user");
  }
}

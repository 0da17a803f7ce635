package dev.ductile.eval.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.sweep.trial.TrialCause;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on a Spark in this process, whose trials are processes that do nothing but end. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SparkSweepTest {
  private static final Map<String, String> LISTEN =
      Map.of("spark.extraListeners", RunningTasks.class.getName());

  @TempDir private Path scratch;

  @BeforeEach
  void forget() {
    RunningTasks.forget();
  }

  /** Two at a time, each tried three times. */
  @Test
  void everyEndingIsTreatedAsItsCauseAsks() throws Exception {
    FakeSweep sweep =
        new FakeSweep(
            scratch.resolve("out"),
            "wait",
            "plain",
            "killed",
            "once-75",
            "always-75",
            "configuration",
            "missing");
    CompletableFuture<Void> killer = CompletableFuture.runAsync(() -> killTaskOf(sweep, "wait"));
    List<TrialResult> results = sweep.run("local[2,3]", LISTEN, () -> false);
    killer.get();

    assertThat(results)
        .extracting(TrialResult::state)
        .containsExactly(
            TrialState.DONE,
            TrialState.DONE,
            TrialState.DONE,
            TrialState.DONE,
            TrialState.FAILED,
            TrialState.FAILED,
            TrialState.FAILED);
    assertThat(sweep.starts("plain")).containsExactly("begin");
    assertThat(sweep.starts("killed")).as("the crash").containsExactly("begin", "resume");
    assertThat(sweep.starts("once-75")).containsExactly("begin", "resume");
    assertThat(sweep.starts("always-75")).containsExactly("begin", "resume", "resume");
    assertThat(sweep.starts("configuration")).containsExactly("begin");
    assertThat(sweep.starts("missing")).containsExactly("begin");
    assertThat(sweep.toldStarts()).filteredOn("how always-75"::equals).hasSize(3);
    assertThat(sweep.retries())
        .contains("how killed 1/2 crash", "how once-75 1/2 stopped", "how always-75 2/2 stopped")
        .anyMatch(line -> line.startsWith("how wait 1/2"))
        .hasSize(5);
    assertThat(results.get(4).cause()).contains(TrialCause.STOPPED);
    assertThat(results.get(5).cause()).contains(TrialCause.CONFIGURATION);
    assertThat(results.get(4).reason()).isEqualTo("exit code 75: ductile: this one ends with 75");
    assertThat(results.get(5).reason()).isEqualTo("exit code 2: ductile: this one ends with 2");

    assertThat(sweep.starts("wait")).as("the killed task").containsExactly("begin", "resume");
    assertThat(sweep.file("wait", "told")).as("its process was told, and waited for").exists();
    assertThat(ProcessHandle.of(sweep.awaitPid("wait"))).isEmpty();

    assertThat(sweep.heard()).hasSize(7).noneMatch(line -> line.contains("in no time"));
    assertThat(sweep.heard()).last().asString().endsWith("7/7");
    assertThat(RunningTasks.STARTS)
        .containsEntry("how plain", 1)
        .containsEntry("how killed", 2)
        .containsEntry("how always-75", 3)
        .containsEntry("how wait", 2);
    assertThat(RunningTasks.REASONS.get("how always-75")).contains("this one ends with 75");
    assertThat(scratch.resolve("out/spark/spark.log")).content().contains("Lost task");
  }

  private static void killTaskOf(FakeSweep sweep, String how) {
    try {
      sweep.awaitPid(how);
      long id = RunningTasks.IDS.get("how " + how);
      assertThat(SparkContext.getOrCreate().killTaskAttempt(id, true, "for a test")).isTrue();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stoppingTellsTheTrialsThatRunAndBeginsNoOthers() throws Exception {
    FakeSweep sweep = new FakeSweep(scratch.resolve("out"), "wait", "plain", "killed");
    List<TrialResult> results =
        sweep.run("local[1,3]", LISTEN, () -> Files.exists(sweep.file("wait", "waits")));
    assertThat(results).extracting(TrialResult::state).containsOnly(TrialState.STOPPED);
    assertThat(sweep.file("wait", "told")).exists();
    assertThat(sweep.starts("plain")).isEmpty();
    assertThat(sweep.heard()).isEmpty();
    assertThat(scratch.resolve("out/spark")).isDirectoryNotContaining("glob:**stop-*");

    assertThat(sweep.run("local[2,3]", LISTEN, () -> false))
        .extracting(TrialResult::state)
        .containsOnly(TrialState.DONE);
    assertThat(sweep.starts("wait")).containsExactly("begin", "resume");
    assertThat(sweep.run("local[2,3]", LISTEN, () -> false)).hasSize(3);
    assertThat(sweep.starts("wait")).as("what is done is not run again").hasSize(2);
  }

  @Test
  void aForkWaitsForItsPrefix() throws Exception {
    FakeSweep sweep =
        new FakeSweep(
            "fork: {from: {how: plain}, at: 2k}\n", scratch.resolve("out"), "plain", "other");
    assertThat(sweep.run("local[3,1]", LISTEN, () -> false))
        .hasSize(3)
        .extracting(TrialResult::state)
        .containsOnly(TrialState.DONE);
    assertThat(sweep.heard().get(0)).startsWith("prefix 2000");
    Path prefix = sweep.sweep().folder(sweep.sweep().trials().get(0)).run();
    assertThat(sweep.file("other", "attempts.jsonl")).exists();
    assertThat(sweep.file("other", "words")).content().contains("--fork " + prefix + "@2000");
  }

  @Test
  void aMasterThatIsNoneIsRefusedInOneLine() throws Exception {
    FakeSweep sweep = new FakeSweep(scratch.resolve("out"), "plain");
    assertThatThrownBy(() -> sweep.run("lokal[2]", LISTEN, () -> false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--spark lokal[2]")
        .hasMessageContaining("spark.log")
        .message()
        .hasLineCount(1);
  }
}

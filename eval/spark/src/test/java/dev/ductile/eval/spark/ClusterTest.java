package dev.ductile.eval.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.files.OutputException;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A master, two workers and their executors, which are processes that know Spark's jars only. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ClusterTest {
  private static final String TWO_EXECUTORS = "local-cluster[2,1,512]";

  /** A folder that executors do not share, as seen by them: somebody else's file in its place. */
  public static final class AnotherFolder extends SparkListener {
    private static volatile Path file;

    @Override
    public void onApplicationStart(SparkListenerApplicationStart start) {
      try {
        Files.writeString(file, "token=another\nclassPath=/\n");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @TempDir private Path scratch;

  /** The variable SPARK_HOME, which Spark's workers read, names it. */
  @BeforeAll
  static void install() throws IOException {
    SparkHome.in(Path.of(System.getenv("SPARK_HOME")));
  }

  private static Map<String, String> settings(String... more) {
    Map<String, String> settings =
        new java.util.HashMap<>(
            Map.of(
                "spark.executor.memory", "512m",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  @Test
  void aLostExecutorLeavesNoProcessAndItsTrialGoesOnElsewhere() throws Exception {
    Path script =
        Files.writeString(
            scratch.resolve("gpus.sh"),
            "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"3\", \"7\"]}'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    FakeSweep sweep = new FakeSweep(scratch.resolve("out"), "wait", "plain", "once-75");
    CompletableFuture<Long> killed = CompletableFuture.supplyAsync(() -> killExecutorOf(sweep));
    List<TrialResult> results =
        sweep.run(
            TWO_EXECUTORS,
            settings(
                "spark.worker.resource.gpu.amount", "2",
                "spark.worker.resource.gpu.discoveryScript", script.toString(),
                "spark.executor.resource.gpu.amount", "2",
                "spark.task.resource.gpu.amount", "2"),
            () -> false);
    assertThat(results).extracting(TrialResult::state).containsOnly(TrialState.DONE);
    assertThat(sweep.starts("wait")).containsExactly("begin", "resume");
    assertThat(sweep.file("wait", "told")).as("it stopped in good order").exists();
    assertThat(ProcessHandle.of(killed.get())).isEmpty();
    assertThat(sweep.starts("once-75")).containsExactly("begin", "resume");
    assertThat(sweep.file("plain", "starts")).hasContent("begin gpu=3,7");
  }

  private static long killExecutorOf(FakeSweep sweep) {
    try {
      long pid = sweep.awaitPid("wait");
      ProcessHandle executor = ProcessHandle.of(pid).orElseThrow().parent().orElseThrow();
      assertThat(executor.info().commandLine().orElse("")).contains("CoarseGrainedExecutor");
      executor.destroyForcibly();
      return pid;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFolderThatExecutorsDoNotShareEndsTheSweepInOneLine() throws Exception {
    FakeSweep sweep = new FakeSweep(scratch.resolve("out"), "plain");
    AnotherFolder.file = scratch.resolve("out/spark/launch.properties");
    assertThatThrownBy(
            () ->
                sweep.run(
                    "local[2]",
                    Map.of("spark.extraListeners", AnotherFolder.class.getName()),
                    () -> false))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("sees another folder at " + scratch.resolve("out"))
        .hasMessageContaining("--out must name a folder that all machines share");
    assertThat(sweep.starts("plain")).isEmpty();
  }
}

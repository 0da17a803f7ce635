package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.ExitCodes;
import dev.ductile.eval.folder.ChildJvm;
import dev.ductile.eval.run.TinyTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line in a process of its own, stopped as by Ctrl-C or by a closed terminal. */
class TrainProcessTest {
  private static final int SECONDS = 120;
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "HUP"})
  void signalsWriteEverythingAndSaySo(String name) throws Exception {
    Path run = scratch.resolve("run");
    Path log = scratch.resolve("log");
    List<String> args = new ArrayList<>(List.of("train", "--run", run.toString()));
    for (String assignment : TinyTraining.ASSIGNMENTS) {
      args.addAll(List.of("--set", assignment));
    }
    // Far more than it will get to, and no evaluations: only the signal ends it.
    args.addAll(List.of("--set", "evaluation.periodFrames=0", "--set", "run.frames=4000000"));
    Process process =
        new ProcessBuilder(
                ChildJvm.command(Main.class, List.of("-Xmx512m"), args.toArray(String[]::new)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      awaitTrainingLine(process, run.resolve("metrics.jsonl"), log);
      signal(process, isIgnored(name.equals("INT") ? SIGINT : SIGHUP) ? "TERM" : name);
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(ExitCodes.STOPPED);
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(log))
        .contains("stopping:", "stopped early at frame", "parametersSha256", run.toString())
        .doesNotContain("Exception");
    expectWholeRun(run);
    CapturedCommand evaluated =
        CapturedCommand.run(scratch.resolve("home"), "evaluate", run.toString(), "--json");
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    JsonNode figures = JSON.readTree(evaluated.out());
    assertThat(figures.get("episodes").asInt()).isEqualTo(2);
    assertThat(figures.get("trainedFrames").asLong())
        .isEqualTo(JSON.readTree(run.resolve("summary.json").toFile()).get("frames").asLong());
  }

  private static void expectWholeRun(Path run) throws IOException {
    JsonNode summary = JSON.readTree(run.resolve("summary.json").toFile());
    assertThat(summary.get("completed").asBoolean()).isFalse();
    assertThat(summary.get("frames").asLong()).isBetween(400L, 3_999_999L);
    assertThat(summary.get("updates").asLong()).isPositive();
    JsonNode last = null;
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      last = JSON.readTree(line);
    }
    assertThat(last.get("kind").asText()).isEqualTo("checkpoint");
    assertThat(last.get("parametersSha256")).isEqualTo(summary.get("parametersSha256"));
    assertThat(run.resolve("learning-curve.png")).isNotEmptyFile();
    assertThat(run.resolve("config.yaml")).content().contains("frames: 4000000", "# --set");
    try (Stream<Path> files = Files.walk(run)) {
      List<String> names = files.map(f -> f.getFileName().toString()).toList();
      assertThat(names).noneMatch(name -> name.endsWith(".tmp"));
      assertThat(names).filteredOn(name -> name.endsWith(".ductile")).hasSizeBetween(1, 2);
    }
  }

  private static void awaitTrainingLine(Process process, Path metrics, Path log) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(metrics) || !Files.readString(metrics).contains("\"loss\":0")) {
      assertThat(process.isAlive()).as("still trains: %s", Files.readString(log)).isTrue();
      assertThat(System.nanoTime()).as("trained in time: %s", metrics).isLessThan(end);
      Thread.sleep(50);
    }
  }

  /** Shells start background commands so that they, and their children, ignore Ctrl-C. */
  private static boolean isIgnored(int signal) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("SigIgn:")) {
        long mask = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        return (mask >> (signal - 1) & 1) == 1;
      }
    }
    return false;
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}

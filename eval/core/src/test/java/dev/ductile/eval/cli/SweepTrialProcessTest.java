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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep --trial} as a scheduler starts it: processes of their own, and one SIGTERM. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class SweepTrialProcessTest {
  private static final int SECONDS = 240;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path scratch;

  /** Trials get the same: many short processes, whose code is not worth compiling twice. */
  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private Path file() throws IOException {
    List<String> words = new ArrayList<>(List.of("--game", "volley"));
    for (String assignment : TinyTraining.ASSIGNMENTS) {
      words.addAll(List.of("--set", assignment));
    }
    words.addAll(List.of("--set", "evaluation.periodFrames=0"));
    words.addAll(List.of("--set", "run.frames=9000"));
    return Files.writeString(
        scratch.resolve("sweep.yaml"),
        """
        name: two
        about: a sweep for tests
        size: desk
        differences: everything
        command: train
        arguments: %s
        axes:
          seed: {option: --seed, values: [1, 2]}
        claims: []
        """
            .formatted(JSON.writeValueAsString(words)));
  }

  /** Tuning and reporting, by the command itself and trial by trial: the same choice and bits. */
  @Test
  void aTunedSweepChoosesAndReports() throws Exception {
    Path file = file();
    String text = Files.readString(file).replace("run.frames=9000", "run.seed=7");
    text = text.replace("arguments: [", "arguments: [\"--frames\",\"1600\",");
    text = text.replace(",\"--set\",\"run.seed=7\"", "").replace("[1, 2]", "[1]");
    text +=
        """
        tune:
          rate: {set: optimizer.learningRate, values: [1e-5, 1e-2]}
        tuning: {seeds: [101], metric: updates, better: higher}
        """;
    Files.writeString(file, text);
    Path whole = scratch.resolve("whole");
    assertThat(run(file, whole)).as(Files.readString(scratch.resolve("log"))).isZero();
    assertThat(scratch.resolve("log")).content().contains("tuning comes first; 1 trials follow");
    assertThat(whole.resolve("claims.md")).content().contains("**rate 1e-5**");
    Path out = scratch.resolve("alone");
    assertThat(run(file, out, "--trial", "2")).as("waits").isEqualTo(ExitCodes.STOPPED);
    for (String trial : List.of("1", "0", "2")) {
      assertThat(run(file, out, "--trial", trial)).isEqualTo(ExitCodes.DONE);
    }
    assertThat(run(file, out, "--collect")).isEqualTo(ExitCodes.DONE);
    assertThat(parameters(out)).hasSize(1).isEqualTo(parameters(whole));
    assertThat(out.resolve("claims.md")).hasSameTextualContentAs(whole.resolve("claims.md"));
    assertThat(run(file, out, "--write", "slurm")).isEqualTo(ExitCodes.USAGE);
    try (Stream<Path> trials = Files.list(out.resolve("tuning/trials"))) {
      Path description = trials.findFirst().orElseThrow().resolve("trial.json");
      String described = Files.readString(description);
      Files.writeString(
          description, described.replaceFirst("(codeSha256\"[ :]*\")[0-9a-f]{4}", "$1zzzz"));
    }
    assertThat(run(file, out, "--collect")).as("a stale choice").isEqualTo(ExitCodes.USAGE);
    assertThat(run(file, out, "--collect", "--accept-stale")).isEqualTo(ExitCodes.DONE);
  }

  private Process start(Path file, Path out, Path log, String... words) throws IOException {
    List<String> args = new ArrayList<>(List.of("sweep", file.toString(), "--out", out.toString()));
    args.addAll(List.of(words));
    return new ProcessBuilder(ChildJvm.command(Main.class, FLAGS, args.toArray(String[]::new)))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private int run(Path file, Path out, String... words) throws Exception {
    Path log = scratch.resolve("log");
    Process process = start(file, out, log, words);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
    return process.exitValue();
  }

  @Test
  void aTrialThatWasStoppedGoesOnToTheBitsOfAWholeSweep() throws Exception {
    Path file = file();
    Path out = scratch.resolve("alone");
    Path log = scratch.resolve("stopped.log");
    Process process = start(file, out, log, "--trial", "0");
    try {
      awaitTraining(process, out, log);
      assertThat(run(file, out, "--trial", "0")).as("taken").isEqualTo(ExitCodes.STOPPED);
      assertThat(scratch.resolve("log")).content().contains("another process is running it");
      process.destroy(); // SIGTERM
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(ExitCodes.STOPPED);
    } finally {
      process.destroyForcibly();
    }
    assertThat(run(file, out, "--collect")).isEqualTo(ExitCodes.STOPPED);
    assertThat(scratch.resolve("log"))
        .content()
        .contains("2 trials: 0 done, 0 running, 1 resumable, 0 failed, 0 stale, 1 missing");
    assertThat(run(file, out, "--trial", "1")).isEqualTo(ExitCodes.DONE);
    assertThat(run(file, out, "--trial", "0", "--json")).isEqualTo(ExitCodes.DONE);
    assertThat(scratch.resolve("log")).content().contains("\"state\":\"done\"", "\"exitCode\":0");
    assertThat(run(file, out, "--trial", "2")).isEqualTo(ExitCodes.USAGE);
    assertThat(run(file, out, "--collect")).isEqualTo(ExitCodes.DONE);

    Path whole = scratch.resolve("whole");
    assertThat(run(file, whole)).isEqualTo(ExitCodes.DONE);
    assertThat(parameters(out)).hasSize(2).isEqualTo(parameters(whole));
    for (String table : List.of("trials.csv", "claims.md", "claims.json")) {
      assertThat(out.resolve(table)).hasSameTextualContentAs(whole.resolve(table));
    }
  }

  private static TreeMap<String, String> parameters(Path out) throws IOException {
    TreeMap<String, String> parameters = new TreeMap<>();
    try (Stream<Path> trials = Files.list(out.resolve("trials"))) {
      for (Path trial : trials.toList()) {
        JsonNode summary = JSON.readTree(trial.resolve("run/summary.json").toFile());
        assertThat(summary.get("completed").asBoolean()).isTrue();
        parameters.put(trial.getFileName().toString(), summary.get("parametersSha256").asText());
      }
    }
    return parameters;
  }

  private static void awaitTraining(Process process, Path out, Path log) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!trains(out)) {
      assertThat(process.isAlive()).as("still trains: %s", Files.readString(log)).isTrue();
      assertThat(System.nanoTime()).as("trained in time").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static boolean trains(Path out) throws IOException {
    if (!Files.isDirectory(out.resolve("trials"))) {
      return false;
    }
    try (Stream<Path> trials = Files.list(out.resolve("trials"))) {
      Path metrics = trials.findFirst().orElse(out).resolve("run/metrics.jsonl");
      return Files.exists(metrics) && Files.readString(metrics).contains("\"loss\":0");
    }
  }
}

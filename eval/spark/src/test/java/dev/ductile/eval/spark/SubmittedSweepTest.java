package dev.ductile.eval.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.code.TrainingClassPath;
import dev.ductile.eval.machine.ThisJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole command in processes of its own, with real trainings. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class SubmittedSweepTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAIN = "dev.ductile.eval.cli.Main";

  /** As the launcher says it. */
  private static final String TRAINING =
      "-D" + TrainingClassPath.PROPERTY + "=" + SparkHome.trainingClassPath();

  private static final String SWEEP =
      """
      name: tiny
      about: trainings of a moment
      size: desk
      differences: everything
      command: train
      arguments: [--game, volley, --frames, "800", --set, network.hiddenUnits=16,
        --set, replay.capacityTransitions=2000, --set, replay.minimumTransitions=60,
        --set, replay.batchSize=4, --set, learning.targetUpdatePeriodUpdates=10,
        --set, env.maxFramesPerEpisode=200, --set, evaluation.periodFrames=0,
        --set, evaluation.finalEpisodes=1, --set, evaluation.maxFrames=200,
        --set, run.engineThreads=1]
      axes:
        seed: {option: --seed, values: [1, 2]}
      claims: []
      """;

  @TempDir private Path scratch;

  private List<String> sweep(String out, String... more) throws IOException {
    Path file = scratch.resolve("tiny.yaml");
    Files.writeString(file, SWEEP);
    List<String> words = new ArrayList<>(List.of("sweep", file.toString(), "--out"));
    words.add(scratch.resolve(out).toString());
    words.addAll(Arrays.asList(more));
    return words;
  }

  private static ProcessBuilder ductile(List<String> words) {
    List<String> flags = new ArrayList<>(ThisJvm.flags());
    flags.add(TRAINING);
    List<String> command = ThisJvm.command(flags, System.getProperty("java.class.path"));
    command.add(MAIN);
    command.addAll(words);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private Path log(String name) {
    return scratch.resolve(name + ".log");
  }

  private int run(ProcessBuilder builder, String name) throws Exception {
    Process process = builder.redirectOutput(log(name).toFile()).start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Sums of the parameters by trial. */
  private TreeMap<String, String> sums(String out) throws IOException {
    TreeMap<String, String> sums = new TreeMap<>();
    try (Stream<Path> files =
        Files.find(scratch.resolve(out), 5, (f, a) -> f.endsWith("summary.json"))) {
      for (Path file : files.toList()) {
        sums.put(
            file.getParent().getParent().getFileName().toString(),
            JSON.readTree(file.toFile()).get("parametersSha256").asText());
      }
    }
    return sums;
  }

  @Test
  void aSweepStoppedInThisProcessGoesOnBySparkSubmitWithEqualBits() throws Exception {
    assertThat(run(ductile(sweep("local", "--jobs", "2")), "local")).as(text("local")).isZero();

    Process stopped =
        ductile(sweep("spark", "--spark", "local[1,2]", "--spark-conf", "spark.ui.enabled=false"))
            .redirectOutput(log("stopped").toFile())
            .start();
    try {
      awaitRun(stopped);
      stopped.destroy();
      assertThat(stopped.waitFor()).as(text("stopped")).isEqualTo(75);
    } finally {
      stopped.destroyForcibly();
    }
    assertThat(text("stopped")).contains("stopped early with").doesNotContain("Exception", "WARN");

    SparkHome spark = SparkHome.in(scratch.resolve("home"));
    List<String> submit = new ArrayList<>();
    submit.addAll(List.of("--master", "local-cluster[2,1,512]"));
    submit.addAll(List.of("--conf", "spark.executor.memory=512m"));
    submit.addAll(List.of("--conf", "spark.ui.enabled=false"));
    submit.addAll(List.of("--class", SubmittedSweep.class.getName()));
    submit.add(SparkHome.jar(scratch.resolve("ductile-eval-spark.jar")).toString());
    submit.addAll(sweep("spark"));
    ProcessBuilder builder =
        spark.process(List.of(TRAINING), "org.apache.spark.deploy.SparkSubmit", submit);
    assertThat(run(builder, "submitted")).as(text("submitted")).isZero();
    assertThat(sums("spark")).hasSize(2).isEqualTo(sums("local"));
  }

  private String text(String name) throws IOException {
    return Files.exists(log(name)) ? Files.readString(log(name)) : "";
  }

  private void awaitRun(Process process) throws Exception {
    Path trials = scratch.resolve("spark/trials");
    while (process.isAlive()) {
      if (Files.isDirectory(trials)) {
        try (Stream<Path> found = Files.find(trials, 3, (f, a) -> f.endsWith("config.yaml"))) {
          if (found.findAny().isPresent()) {
            return;
          }
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("ended too early: " + text("stopped"));
  }
}

package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.ExitCodes;
import dev.ductile.eval.sweep.definition.Recipes;
import dev.ductile.eval.text.DurationText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path scratch;

  private CapturedCommand run(String... args) {
    return CapturedCommand.run(scratch.resolve("home"), args);
  }

  @Test
  void dryRunListsTheTrialsAndWritesNothing() throws Exception {
    Path out = scratch.resolve("out");
    CapturedCommand command =
        run("sweep", "atari-layer-norm-desk", "--dry-run", "--out", out.toString());
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out().lines()).hasSize(20);
    assertThat(command.out())
        .containsPattern(
            "[0-9a-f]{12}  missing  train --frames 250000 .* --with layer-norm --seed 1\n");
    assertThat(command.err())
        .contains(
            "20 trials: 0 done, 0 running, 0 resumable, 0 failed, 0 stale, 20 missing; nothing was run");
    assertThat(out).doesNotExist();
    JsonNode json =
        JSON.readTree(run("sweep", "atari-layer-norm-desk", "--dry-run", "--json").out());
    assertThat(json.get("trials")).hasSize(20);
    assertThat(json.get("trials").get(0).get("axes").get("agent").asText()).isEqualTo("c51");
  }

  @Test
  void listShowsEveryRecipeAndPrintItsFile() {
    CapturedCommand list = run("sweep", "--list");
    assertThat(list.code()).isZero();
    assertThat(list.out()).contains(Recipes.names());
    assertThat(run("sweep", "atari-l2-paper", "--print").out())
        .isEqualTo(Recipes.text("atari-l2-paper"));
  }

  @Test
  void badInputIsOneLineAndExitCodeTwo() throws Exception {
    Path file = Files.writeString(scratch.resolve("bad.yaml"), "name: x\n");
    for (CapturedCommand command :
        new CapturedCommand[] {
          run("sweep"),
          run("sweep", "no-such-recipe"),
          run("sweep", file.toString()),
          run("sweep", scratch.toString()),
          run("sweep", "atari-l2-desk", "--jobs", "0", "--dry-run"),
          run("sweep", "atari-l2-desk", "--spark-conf", "spark.task.cpus=2"),
          run("sweep", "atari-l2-desk", "--spark", "local", "--spark-conf", "cpus=2"),
          run("sweep", "atari-l2-desk", "--spark", "local", "--spark-conf", "spark.task.cpus"),
          run("sweep", "atari-l2-desk", "--spark", "local[2]")
        }) {
      assertThat(command.code()).as(command.err()).isEqualTo(ExitCodes.USAGE);
      assertThat(command.errorLines()).hasSize(1);
    }
    assertThat(run("sweep", "atari-l2-desk", "--spark", "local[2]").err())
        .contains("Apache Spark is not here", "DUCTILE_PARTS=spark");
    assertThat(run("sweep", "no-such-recipe").err()).contains("--list shows the recipes");
    assertThat(run("sweep", file.toString()).err()).contains("bad.yaml: about: is missing");
  }

  @Test
  void equalTrialsAreRefusedByName() throws Exception {
    String start =
        "name: s\n"
            + "about: a\n"
            + "size: desk\n"
            + "differences: d\n"
            + "command: train\n"
            + "arguments: [--frames, 10k]\n";
    Map<String, String> refused =
        Map.of(
            "option: --seed, values: [008, 009, 010, 011]", "'008' begins with 0",
            "option: --seed, values: [7, 8, 8.0]", "same trial: x 8 and x 8.0",
            "set: replay.batchSize, values: {default: \"\", b: 32}", "x default and x b",
            "set: optimizer.epsilon, values: [1e-5, 0.00001]", "x 1e-5 and x 0.00001");
    for (Map.Entry<String, String> axis : refused.entrySet()) {
      Path file = scratch.resolve("s.yaml");
      Files.writeString(file, start + "axes:\n  x: {" + axis.getKey() + "}\nclaims: []\n");
      CapturedCommand command = run("sweep", file.toString(), "--dry-run");
      assertThat(command.code()).as(axis.getKey()).isEqualTo(ExitCodes.USAGE);
      assertThat(command.errorLines()).hasSize(1);
      assertThat(command.err()).contains(axis.getValue());
    }
  }

  @Test
  void writingForSchedulersRunsNothing() throws Exception {
    Path out = scratch.resolve("out");
    CapturedCommand slurm =
        run("sweep", "atari-l2-desk", "--out", out.toString(), "--write", "slurm", "--jobs", "4");
    assertThat(slurm.code()).as(slurm.err()).isZero();
    assertThat(slurm.out()).isEqualTo("submit " + out.resolve("slurm/submit.sh") + "\n");
    assertThat(out.resolve("slurm/sweep.yaml")).hasContent(Recipes.text("atari-l2-desk"));
    assertThat(out.resolve("slurm/submit.sh")).content().contains("at_a_time=4\n");
    assertThat(out.resolve("trials")).doesNotExist();
    CapturedCommand kubernetes =
        run("sweep", "atari-l2-desk", "--out", out.toString(), "--write", "kubernetes");
    assertThat(kubernetes.out()).isEqualTo("manifests " + out.resolve("kubernetes") + "\n");
    assertThat(out.resolve("kubernetes/trials.yaml")).content().contains("completionMode: Indexed");
    Map<String, String> refused =
        Map.of(
            "--write slurm --image x", "--image and --claim are for --write kubernetes",
            "--write slurm --gpus-per-trial 1", "no trial has run.device=gpu",
            "--write kubernetes --lead-seconds 0", "--lead-seconds 0 is not possible",
            "--lead-seconds 9", "say what --write writes",
            "--write slurm --collect", "exclude each other",
            "--trial 20 --again", "--again is for a whole sweep",
            "--trial 900", "--trial 900: sweep atari-l2-desk has the trials 0 to ");
    Map<String, String> sequential =
        Map.of(
            "--seeds-step 5", "are for --until-decided",
            "--until-decided --max-seeds 10", "--max-seeds 10 is not possible: use 20 or more",
            "--until-decided --seeds-step 0", "--seeds-step 0 is not possible",
            "--until-decided --dry-run", "runs trials: give it alone");
    sequential.forEach(this::expectRefusal);
    refused.forEach(this::expectRefusal);
  }

  private void expectRefusal(String words, String message) {
    List<String> all = new ArrayList<>(List.of("sweep", "atari-l2-desk"));
    all.addAll(List.of(words.split(" ")));
    CapturedCommand command = run(all.toArray(String[]::new));
    assertThat(command.code()).as(words).isEqualTo(ExitCodes.USAGE);
    assertThat(command.errorLines()).as(words).hasSize(1);
    assertThat(command.err()).contains(message);
  }

  @Test
  void durationsAreReadable() {
    assertThat(DurationText.of(Duration.ofSeconds(119))).isEqualTo("119 s");
    assertThat(DurationText.of(Duration.ofSeconds(7199))).isEqualTo("119 min");
    assertThat(DurationText.of(Duration.ofMinutes(150))).isEqualTo("2 h 30 min");
  }
}

package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.files.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of forks with real trainings: what was planned is what is run. */
class SweepForkCommandTest {
  private static final String YAML =
      """
      name: tails
      about: a fork study for tests
      size: desk
      differences: everything
      command: train
      arguments: [--agent, dqn, --frames, "1600", --set, env.screenSize=24, --set, network.torso=MLP,
        --set, network.hiddenUnits=8, --set, replay.capacityTransitions=300,
        --set, replay.minimumTransitions=60, --set, replay.batchSize=4,
        --set, evaluation.periodFrames=0, --set, evaluation.finalEpisodes=0,
        --set, run.environments=2, --set, run.engineThreads=1, --set, run.logPeriodFrames=400]
      axes:
        with:
          option: --with
          values: {none: "", injected: injection}
        seed:
          option: --seed
          values: [3]
      fork: {from: {with: none}, at: 1001}
      """;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private CapturedCommand sweep(String yaml, String... more) throws IOException {
    Path file = folder.resolve("tails.yaml");
    Files.writeString(file, yaml);
    List<String> line =
        new java.util.ArrayList<>(
            List.of("sweep", file.toString(), "--out", folder.resolve("out").toString()));
    line.addAll(List.of(more));
    return CapturedCommand.run(folder.resolve("home"), line.toArray(String[]::new));
  }

  private Path trial(String start) throws IOException {
    try (Stream<Path> trials = Files.list(folder.resolve("out/trials"))) {
      return trials
          .filter(path -> path.getFileName().toString().startsWith(start))
          .findFirst()
          .orElseThrow();
    }
  }

  private static JsonNode summary(Path trial) throws IOException {
    return JSON.readTree(Files.readString(trial.resolve("run/summary.json")));
  }

  @Test
  void thePrefixIsRunOnceAndItsTailsGoOnFromIt() throws IOException {
    CapturedCommand done = sweep(YAML);
    assertThat(done.code()).as(done.err() + done.out()).isZero();
    Path prefix = trial("prefix=1001_seed=3");
    Path control = trial("with=none_seed=3");
    Path injected = trial("with=injected_seed=3");
    JsonNode of = summary(prefix).get("provenance").get("configurationSha256");
    for (Path tail : List.of(control, injected)) {
      JsonNode provenance = summary(tail).get("provenance");
      assertThat(provenance.get("forkedConfigurationSha256")).isEqualTo(of);
      assertThat(provenance.get("forkedAtFrames").asText()).isEqualTo("1008");
      assertThat(summary(tail).get("frames").asInt()).isEqualTo(1600);
      String resolved = "train " + provenance.get("configurationSha256").asText();
      assertThat(tail.getFileName().toString())
          .as("planned as it was run")
          .endsWith(
              "_" + Digests.sha256(resolved.getBytes(StandardCharsets.UTF_8)).substring(0, 12));
    }
    assertThat(summary(injected).get("interventions").asText()).contains("at-frame=1008");
    assertThat(sweep(YAML, "--status").out()).doesNotContain("stale");
    assertThat(sweep(YAML, "--dry-run").code()).isZero();
    CapturedCommand compared =
        CapturedCommand.run(
            folder.resolve("home"),
            "compare",
            control.toString(),
            injected.toString(),
            "--score",
            "auc",
            "--normalize",
            "none");
    assertThat(compared.out()).contains("paired by prefix instead of seed: 1 prefix at 1.01k");
  }

  @Test
  void whatCannotBeForkedIsRefusedBeforeAnythingIsRun() throws IOException {
    CapturedCommand refused = sweep(YAML.replace("injected: injection", "norm: layer-norm"));
    assertThat(refused.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(refused.err())
        .contains("trial with norm, seed 3: a fork at frame 1008 cannot change this")
        .contains("network.normalization");
    CapturedCommand endless = sweep(YAML.replace("--frames, \"1600\", ", ""));
    assertThat(endless.err()).contains("would end where it begins");
    assertThat(folder.resolve("out/trials")).doesNotExist();
  }
}

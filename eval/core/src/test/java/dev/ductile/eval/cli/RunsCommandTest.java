package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ductile.base.ExitCodes;
import dev.ductile.eval.folder.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are made longer, listed and pruned. */
class RunsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private Path folder;

  private CapturedCommand ductile(String... args) {
    return CapturedCommand.run(folder.resolve("home"), args);
  }

  private CapturedCommand train(Path run, String frames) {
    List<String> line = new ArrayList<>(List.of("train", "--run", run.toString()));
    line.addAll(List.of("--frames", frames, "--with", "layer-norm"));
    for (String value :
        List.of(
            "network.torso=MLP",
            "network.hiddenUnits=8",
            "replay.capacityTransitions=300",
            "replay.minimumTransitions=60",
            "env.maxFramesPerEpisode=400",
            "run.checkpointPeriodFrames=500",
            "evaluation.periodFrames=400",
            "evaluation.episodes=1",
            "evaluation.finalEpisodes=1")) {
      line.addAll(List.of("--set", value));
    }
    return ductile(line.toArray(String[]::new));
  }

  /** The log but for times, and for checkpoints, whose place depends on when a run was to end. */
  private static List<String> log(Path run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      JsonNode node = JSON.readTree(line);
      if (!node.get("kind").asText().equals("checkpoint")) {
        lines.add(((ObjectNode) node).remove(List.of("wallSeconds", "framesPerSecond")).toString());
      }
    }
    return lines;
  }

  private static String summary(Path run, String key) throws IOException {
    return JSON.readTree(run.resolve("summary.json").toFile()).get(key).toString();
  }

  @Test
  void aFinishedRunIsMadeLongerListedAndPruned() throws IOException {
    Path whole = folder.resolve("runs").resolve("whole");
    Path longer = folder.resolve("runs").resolve("longer");
    CapturedCommand trained = train(whole, "1600");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("training dqn + layer-norm on volley in ");
    assertThat(train(longer, "800").code()).isZero();
    CapturedCommand extended = ductile("train", "--resume", longer.toString(), "--frames", "1600");
    assertThat(extended.code()).as(extended.err()).isZero();
    for (String key : List.of("parametersSha256", "evaluation", "frames", "title", "completed")) {
      assertThat(summary(longer, key)).as(key).isEqualTo(summary(whole, key));
    }
    assertThat(log(longer)).isEqualTo(log(whole));
    CapturedCommand shorter = ductile("train", "--resume", longer.toString(), "--frames", "900");
    assertThat(shorter.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(shorter.err()).contains("run.frames was 1600, now 900: a run can be made longer");

    String runs = folder.resolve("runs").toString();
    CapturedCommand list = ductile("runs", "list", runs);
    assertThat(list.out().lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.contains("dqn + layer-norm on volley  1     1,600 of 1,600  done"));

    long before = bytes(longer);
    CapturedCommand dry = ductile("runs", "prune", "--dry-run", runs);
    assertThat(dry.out()).contains(" would be freed");
    assertThat(bytes(longer)).isEqualTo(before);
    try (RunLock lock = RunLock.take(longer)) {
      assertThat(ductile("runs", "prune", longer.toString()).out()).contains("it is running");
      assertThat(bytes(longer)).isEqualTo(before);
    }
    CapturedCommand pruned = ductile("runs", "prune", longer.toString(), "--json");
    assertThat(pruned.code()).as(pruned.err()).isZero();
    long freed = JSON.readTree(pruned.out()).get("bytes").asLong();
    assertThat(freed).isPositive().isEqualTo(before - bytes(longer));
    CapturedCommand evaluated = ductile("evaluate", longer.toString(), "--episodes", "1", "--json");
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    CapturedCommand gone = ductile("train", "--resume", longer.toString(), "--frames", "2000");
    assertThat(gone.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(gone.err()).contains("cannot go on: it was pruned or imported");
    assertThat(ductile("runs", "prune", longer.toString()).out()).contains("0 files, 0.0 MB");
  }

  private static long bytes(Path run) throws IOException {
    try (var files = Files.walk(run.resolve("checkpoints"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void runsThatAreNotFinishedAreLeftAlone() throws IOException {
    assertThat(ductile("runs", "list", folder.toString()).out()).contains("no run in ");
    CapturedCommand none = ductile("runs", "list", folder.resolve("x").toString());
    assertThat(none.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(none.err()).contains("no such folder: ");
    Path run = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(run.resolve("config.yaml"), "nonsense: 1");
    assertThat(ductile("runs", "list", folder.toString()).out()).contains("unreadable");
    assertThat(ductile("runs", "prune", run.toString()).out())
        .contains("left alone: it is not finished");
  }
}

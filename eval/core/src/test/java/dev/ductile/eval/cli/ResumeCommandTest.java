package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train --resume} takes and what it refuses, with which words. */
class ResumeCommandTest {
  @TempDir private Path folder;

  private CapturedCommand train(String... args) {
    List<String> line = new ArrayList<>(List.of("train"));
    line.addAll(List.of(args));
    return CapturedCommand.run(folder.resolve("home"), line.toArray(new String[0]));
  }

  private static String hash(CapturedCommand command) {
    return command
        .out()
        .lines()
        .filter(line -> line.startsWith("parametersSha256"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(command.err()));
  }

  @Test
  void resumesWhatIsNotCompleteWithItsOwnConfigurationOnly() throws IOException {
    String run = folder.resolve("run").toString();
    CapturedCommand first =
        train(
            "--run",
            run,
            "--frames",
            "1600",
            "--set",
            "network.torso=MLP",
            "--set",
            "network.hiddenUnits=8",
            "--set",
            "replay.capacityTransitions=300",
            "--set",
            "replay.minimumTransitions=60",
            "--set",
            "run.checkpointPeriodFrames=500",
            "--set",
            "evaluation.periodFrames=0",
            "--set",
            "evaluation.finalEpisodes=0");
    assertThat(first.code()).as(first.err()).isZero();

    CapturedCommand complete = train("--resume", run);
    assertThat(complete.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(complete.err()).contains("complete");

    String config = Files.readString(Path.of(run, "config.yaml"));
    Files.delete(Path.of(run, "summary.json")); // as if killed just before the end
    CapturedCommand other = train("--resume", run, "--set", "replay.batchSize=4", "--seed", "5");
    assertThat(other.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(other.err())
        .contains("replay.batchSize was 32, now 4")
        .contains("run.seed was 1, now 5")
        .doesNotContain("run.frames");
    assertThat(train("--resume", run, "--agent", "c51").err()).contains("agent was dqn, now c51");
    assertThat(train("--resume", run, "--run", run).code()).isEqualTo(ExitCodes.USAGE);
    assertThat(train("--resume", run + "x").code()).isEqualTo(ExitCodes.USAGE);

    damageNewest(Path.of(run, "checkpoints"));
    CapturedCommand resumed = train("--resume", run, "--frames", "1600");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).doesNotContain("bit for bit");
    assertThat(hash(resumed)).isEqualTo(hash(first));
    Files.delete(Path.of(run, "summary.json"));
    Path log = Path.of(run, "metrics.jsonl");
    String before = Files.readString(log);
    Files.move(Path.of(run, "checkpoints"), Path.of(run, "elsewhere"));
    CapturedCommand lost = train("--resume", run);
    assertThat(lost.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(lost.err()).contains("no checkpoint any more", "frame 512");
    assertThat(log).hasContent(before);
    assertThat(Path.of(run, "config.yaml"))
        .as("with the sources of its values")
        .content()
        .endsWith(config.substring(config.indexOf("# Resolved")))
        .containsOnlyOnce("#   started: ")
        .containsOnlyOnce("#   resumed: ");
  }

  @Test
  void goesOnOnAnotherKindOfCpuAndSaysSoInOneLine() throws IOException {
    String run = folder.resolve("run").toString();
    List<String> tiny = new ArrayList<>(List.of("--run", run, "--frames", "800"));
    for (String setting :
        List.of(
            "network.torso=MLP",
            "network.hiddenUnits=8",
            "replay.capacityTransitions=300",
            "replay.minimumTransitions=60",
            "evaluation.periodFrames=0",
            "evaluation.finalEpisodes=0")) {
      tiny.addAll(List.of("--set", setting));
    }
    CapturedCommand first = train(tiny.toArray(new String[0]));
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(Files.readString(Path.of(run, "summary.json")))
        .contains("\"instructionSets\"", "\"kernels\"", "\"oneDnnMaxCpuIsa\"");
    Path config = Path.of(run, "config.yaml");
    String written = Files.readString(config);
    assertThat(written).contains("#   oneDnnMaxCpuIsa: ");

    Files.writeString(config, written.replaceAll("(oneDnnMaxCpuIsa: ).*", "$1AVX512_CORE_FP99"));
    CapturedCommand elsewhere = train("--resume", run, "--frames", "1200");
    assertThat(elsewhere.code()).as(elsewhere.err()).isZero();
    assertThat(elsewhere.errorLines()).filteredOn(l -> l.contains("not bit for bit")).hasSize(1);
    assertThat(Files.readString(config)).contains("; oneDnnMaxCpuIsa ");

    Files.writeString(
        config, written.replaceAll("#   (kernels|oneDnnMaxCpuIsa|instructionSets): .*\n", ""));
    CapturedCommand old = train("--resume", run, "--frames", "1600");
    assertThat(old.code()).as(old.err()).isZero();
    assertThat(old.err()).doesNotContain("bit for bit");
  }

  private static void damageNewest(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.list(checkpoints)) {
      Path newest =
          files.filter(f -> f.toString().endsWith(".state")).sorted().reduce((a, b) -> b).get();
      byte[] bytes = Files.readAllBytes(newest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(newest, bytes);
    }
  }
}

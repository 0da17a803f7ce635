package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.files.Digests;
import dev.ductile.eval.folder.ChildJvm;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code train --fork} goes on with, what it shares, and what it refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForkCommandTest {
  private static final int FORKED_AT = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private Path source;

  static CapturedCommand train(String... args) {
    List<String> line = new ArrayList<>(List.of("train"));
    line.addAll(List.of(args));
    return CapturedCommand.run(folder.resolve("home"), line.toArray(new String[0]));
  }

  private static String[] whole(Path run, String schedule, String engine, String... more) {
    List<String> line = new ArrayList<>(List.of("--agent", "rainbow", "--preset", "kaixhin"));
    line.addAll(List.of("--run", run.toString(), "--frames", "1600", "--schedule", schedule));
    line.addAll(List.of("--engine", engine, "--keep-checkpoints-at", "" + FORKED_AT));
    for (String value :
        List.of(
            "env.maxFramesPerEpisode=400",
            "env.screenSize=24",
            "network.torso=MLP",
            "network.hiddenUnits=8",
            "network.normalization=LAYER_NORM_CHANNEL",
            "replay.capacityTransitions=300",
            "replay.minimumTransitions=60",
            "replay.batchSize=4",
            "learning.targetUpdatePeriodUpdates=7",
            "evaluation.periodFrames=0",
            "evaluation.finalEpisodes=0",
            "evaluation.maxFrames=200",
            "run.environments=2",
            "run.engineThreads=1",
            "run.logPeriodFrames=200",
            "run.checkpointPeriodFrames=300")) {
      line.addAll(List.of("--set", value));
    }
    line.addAll(List.of(more));
    return line.toArray(new String[0]);
  }

  @BeforeAll
  void trainTheSource() {
    source = folder.resolve("source");
    CapturedCommand trained = train(whole(source, "serial", "tensorflow"));
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("fork point       " + source + "@1000, at frame 1000: ");
  }

  private CapturedCommand fork(String name, String... more) {
    List<String> line = new ArrayList<>(List.of("--fork", source + "@1000"));
    line.addAll(List.of("--run", folder.resolve(name).toString()));
    line.addAll(List.of(more));
    return train(line.toArray(new String[0]));
  }

  static JsonNode summary(Path run) throws IOException {
    return JSON.readTree(Files.readString(run.resolve("summary.json")));
  }

  private static String parameters(Path run) throws IOException {
    return summary(run).get("parametersSha256").asText();
  }

  /** Hash of every file by name. */
  private static Map<String, String> contents(Path run) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    Files.walkFileTree(
        run,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found)
              throws IOException {
            hashes.put(
                run.relativize(file).toString(),
                Digests.sha256(file) + " " + found.lastModifiedTime());
            return FileVisitResult.CONTINUE;
          }
        });
    return hashes;
  }

  @ParameterizedTest
  @CsvSource({"serial, tensorflow", "overlapped, tensorflow", "serial, dl4j"})
  void aForkWithoutAChangeEndsAsTheRunItself(String schedule, String engine) throws IOException {
    Path run = folder.resolve("run-" + schedule + "-" + engine);
    CapturedCommand trained =
        train(
            whole(
                run,
                schedule,
                engine,
                "--with",
                "l2-init",
                "--set",
                "evaluation.periodFrames=800"));
    assertThat(trained.code()).as(trained.err()).isZero();
    Map<String, String> before = contents(run);
    Path tail = folder.resolve("tail-" + schedule + "-" + engine);
    CapturedCommand forked = train("--fork", run + "@1k", "--run", tail.toString());
    assertThat(forked.code()).as(forked.err()).isZero();
    assertThat(parameters(tail)).isEqualTo(parameters(run));
    assertThat(summary(tail).get("evaluation"))
        .as("the second evaluation is played as the second")
        .isEqualTo(summary(run).get("evaluation"));
    assertThat(contents(run)).as("the source is as it was").isEqualTo(before);
    List<String> kinds = lines(tail, "frames", FORKED_AT);
    assertThat(kinds).isNotEmpty().isEqualTo(lines(run, "frames", FORKED_AT));
    assertThat(Files.readAllLines(tail.resolve("metrics.jsonl")))
        .as("from the fork")
        .hasSize(kinds.size());
  }

  /** Lines of the log behind a frame, without times, and without those of checkpoints. */
  private static List<String> lines(Path run, String key, long behind) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      var node = (com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(line);
      if (node.get(key).asLong() > behind) {
        lines.add(node.remove(List.of("wallSeconds", "framesPerSecond")).toString());
      }
    }
    return lines;
  }

  @Test
  void saysWhereItIsFrom() throws IOException {
    CapturedCommand forked = fork("told", "--with", "l2=1e-4");
    assertThat(forked.code()).as(forked.err()).isZero();
    Path tail = folder.resolve("told");
    JsonNode provenance = summary(tail).get("provenance");
    assertThat(provenance.get("forkedFrom").asText()).isEqualTo(source.toString());
    assertThat(provenance.get("forkedAtFrames").asText()).isEqualTo("1000");
    String atFork = provenance.get("forkedParametersSha256").asText();
    assertThat(Files.readString(source.resolve("metrics.jsonl"))).contains(atFork);
    assertThat(provenance.get("forkedConfigurationSha256"))
        .isEqualTo(summary(source).get("provenance").get("configurationSha256"))
        .isNotEqualTo(provenance.get("configurationSha256"));
    assertThat(provenance.get("forkedCode").asText()).contains("version");
    assertThat(tail.resolve("config.yaml"))
        .content()
        .contains("#   forkedFrom: " + source, "atFrames: 1000", "firstSeed: 1", "l2: 1.0E-4");
    assertThat(parameters(tail)).isNotEqualTo(parameters(source));
    assertThat(train("--config", tail.resolve("config.yaml").toString()).err())
        .contains("leave the part fork out");
  }

  /** A penalty of nothing changes no bit, though its own state is drawn: all streams coincide. */
  @Test
  void twoTailsDifferByTheInterventionAlone() throws IOException {
    String both = "shrink-and-perturb:at-frames=1200"; // draws from the stream of interventions
    assertThat(fork("without", "--with", both).code()).isZero();
    assertThat(fork("of-nothing", "--with", both + ",spectral-penalty=0").code()).isZero();
    assertThat(fork("penalised", "--with", both + ",spectral-penalty=0.1").code()).isZero();
    String without = parameters(folder.resolve("without"));
    assertThat(parameters(folder.resolve("of-nothing"))).isEqualTo(without);
    assertThat(parameters(folder.resolve("penalised"))).isNotEqualTo(without);
    assertThat(atFork("penalised")).isEqualTo(atFork("without"));
  }

  private static JsonNode atFork(String name) throws IOException {
    return summary(folder.resolve(name)).get("provenance").get("forkedParametersSha256");
  }

  @Test
  void aForkOfAForkGoesOnAndIsAnother() throws IOException {
    assertThat(fork("child", "--set", "optimizer.learningRate=1e-3").code()).isZero();
    Path child = folder.resolve("child");
    Path grandchild = folder.resolve("grandchild");
    CapturedCommand forked =
        train("--fork", child + "@last", "--run", grandchild.toString(), "--frames", "2000");
    assertThat(forked.code()).as(forked.err()).isZero();
    assertThat(summary(grandchild).get("provenance").get("forkedAtFrames").asInt()).isEqualTo(1600);
    assertThat(summary(grandchild).get("provenance").get("forkedConfigurationSha256"))
        .isEqualTo(summary(child).get("provenance").get("configurationSha256"));
  }

  @Test
  void aSeedOfItsOwnBeginsTheStreamsAnew() throws IOException {
    assertThat(fork("seed2", "--seed", "2").code()).isZero();
    assertThat(fork("seed2-again", "--seed", "2").code()).isZero();
    assertThat(fork("seed3", "--seed", "3").code()).isZero();
    assertThat(fork("seed1", "--seed", "1").code()).isZero();
    String two = parameters(folder.resolve("seed2"));
    assertThat(parameters(folder.resolve("seed2-again"))).isEqualTo(two);
    assertThat(parameters(folder.resolve("seed3"))).isNotEqualTo(two);
    assertThat(parameters(folder.resolve("seed1"))).isEqualTo(parameters(source)).isNotEqualTo(two);
  }

  @Test
  void goesOnExactlyWhenKilledAndTheSourceIsGone() throws Exception {
    Path copy = folder.resolve("to-be-deleted");
    assertThat(train(whole(copy, "serial", "tensorflow")).code()).isZero();
    Path whole = folder.resolve("never-killed");
    assertThat(train(injected(copy, whole)).code()).isZero();

    Path killed = folder.resolve("killed");
    Path log = folder.resolve("killed.txt");
    List<String> line = new ArrayList<>(List.of("train"));
    line.addAll(List.of(injected(copy, killed)));
    Process process =
        new ProcessBuilder(
                ChildJvm.command(Main.class, List.of("-Xmx700m"), line.toArray(String[]::new)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Path metrics = killed.resolve("metrics.jsonl");
    while (process.isAlive()
        && !(Files.exists(metrics) && Files.readString(metrics).contains("\"checkpoint\""))) {
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
    assertThat(killed.resolve("summary.json")).as(Files.readString(log)).doesNotExist();
    delete(copy);
    CapturedCommand resumed = train("--resume", killed.toString());
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(parameters(killed)).isEqualTo(parameters(whole));
    assertThat(lines(killed, "frames", 0)).isEqualTo(lines(whole, "frames", 0));
  }

  private static String[] injected(Path source, Path run) {
    return new String[] {
      "--fork",
      source + "@1000",
      "--run",
      run.toString(),
      "--seed",
      "7",
      "--frames",
      "5000",
      "--with",
      "injection,l2-init=1e-2",
      "--set",
      "run.checkpointPeriodFrames=500"
    };
  }

  private static void delete(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One of each kind of key that cannot change, by its name and with the reason. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --agent c51                           | agent was rainbow, now c51
          --game pong                           | env.game was volley, now pong (the game
          --set env.screenSize=42               | env.screenSize was 24, now 42 (what is seen
          --set env.rewardClipping=NONE         | env.rewardClipping
          --set replay.capacityTransitions=400  | replay.capacityTransitions was 300, now 400 (the replay memory
          --set replay.nStep=2                  | replay.nStep
          --set run.environments=1              | run.environments was 2, now 1
          --set network.hiddenUnits=16          | network.hiddenUnits was 8, now 16 (the network
          --with rms-norm                       | now RMS_NORM_CHANNEL, which rms-norm asks for (the network
          --with hl-gauss                       | objective.kind was C51, now HL_GAUSS, which hl-gauss asks for
          --with parseval                       | network.weightInitializer
          --set optimizer.kind=RMSPROP          | optimizer.kind was ADAM, now RMSPROP (the update rule: it keeps mean_square where there are m, v
          --schedule overlapped                 | run.schedule was SERIAL
          --with reset:at-frames=400            | reset cannot enter: its at-frames
          --frames 1000                         | would end where it begins, at frame 1000
          --set fork.atFrames=3                 | train --fork writes it
          --keep-checkpoints-at 2000            | run.keepCheckpointsAtFrames = 2000 is not possible: the run ends before
          --resume x                            | leave one of them out
          """)
  void refusesByName(String options, String reason) {
    CapturedCommand refused = fork("refused", options.strip().split(" "));
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCodes.USAGE);
    assertThat(refused.errorLines()).as(refused.err()).hasSize(1);
    assertThat(refused.err()).contains(reason);
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @Test
  void refusesCheckpointsThatAreNotThereAndSaysWhichAre() {
    CapturedCommand none = train("--fork", source + "@10M", "--run", folder + "/none");
    assertThat(none.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(none.errorLines()).hasSize(1);
    assertThat(none.err()).contains("no checkpoint at frame 10M; it has 1000, ", ", 1600 (");
    assertThat(train("--fork", source.toString()).err()).contains("is not RUN@FRAMES");
    assertThat(train("--fork", source + "@soon").err()).contains("'soon'");
    assertThat(train("--fork", folder + "/nothing@last").err()).contains("no such run");
    assertThat(train("--fork", folder + "/nothing@last").code()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void aDamagedCheckpointIsRefusedAndLeavesNothingBehind() throws IOException {
    Path damaged = folder.resolve("damaged");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, damaged.resolve(source.relativize(file).toString()));
      }
    }
    Path state = damaged.resolve("checkpoints/checkpoint-000000001000.state");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2] ^= 1;
    Files.write(state, bytes);
    CapturedCommand refused =
        train("--fork", damaged + "@1000", "--run", folder.resolve("of-damaged").toString());
    assertThat(refused.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(refused.err()).contains("checkpoint-000000001000.state has another SHA-256");
    assertThat(folder.resolve("of-damaged")).doesNotExist();
  }

  @Test
  void keptCheckpointsOutliveNewerOnesAndPruning() throws IOException {
    Path run = folder.resolve("pruned");
    assertThat(train(whole(run, "serial", "tensorflow")).code()).isZero();
    Path checkpoints = run.resolve("checkpoints");
    assertThat(manifests(checkpoints)).as("three newest and the kept").isEqualTo(4);
    CapturedCommand pruned = CapturedCommand.run(folder.resolve("home"), "runs", "prune", run + "");
    assertThat(pruned.code()).as(pruned.err()).isZero();
    assertThat(pruned.out()).contains("fork point", "@1000, at frame 1000");
    assertThat(manifests(checkpoints)).isEqualTo(1);
    Path tail = folder.resolve("of-pruned");
    CapturedCommand forked = train("--fork", run + "@1000", "--run", tail.toString());
    assertThat(forked.code()).as(forked.err()).isZero();
    assertThat(parameters(tail)).isEqualTo(parameters(run));
    CapturedCommand again = CapturedCommand.run(folder.resolve("home"), "runs", "prune", run + "");
    assertThat(again.code()).as(again.out()).isZero();
    CapturedCommand all =
        CapturedCommand.run(folder.resolve("home"), "runs", "prune", "--fork-points", run + "");
    assertThat(all.code()).as(all.out()).isZero();
    assertThat(manifests(checkpoints)).isZero();
    assertThat(CapturedCommand.run(folder.resolve("home"), "evaluate", run + "").code()).isZero();
  }

  private static long manifests(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.filter(file -> file.toString().endsWith(".manifest")).count();
    }
  }
}

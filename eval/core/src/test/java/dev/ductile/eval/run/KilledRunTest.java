package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.training.Trainer;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.files.Digests;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.Main;
import dev.ductile.eval.folder.ChildJvm;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.run.stored.SavedConfig;
import dev.ductile.replay.ReplayCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs killed at any instant and resumed end as one that was never killed. */
class KilledRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KILLS = Integer.getInteger("ductile.kills", 1);
  private static final int FRAMES = Integer.getInteger("ductile.killedFrames", 5000);
  private static final int MOST_MILLIS_TO_LIVE = 2500;

  /** A signal between the end of the run and the end of the process meets nobody who handles it. */
  private static final int SIGTERM_AFTER_ITS_END = 143;

  @TempDir private Path folder;

  private static List<String> train(Path run, String scheme, String schedule) {
    List<String> line = new ArrayList<>(List.of("train", "--agent", "rainbow", "--preset"));
    line.addAll(List.of("kaixhin", "--frames", "" + FRAMES, "--run", run.toString()));
    line.addAll(List.of("--schedule", schedule, "--set", "replay.scheme=" + scheme));
    for (String value :
        List.of(
            "env.maxFramesPerEpisode=700",
            "network.torso=MLP",
            "network.hiddenUnits=12",
            "replay.capacityTransitions=900",
            "replay.minimumTransitions=80",
            "replay.batchSize=8",
            "learning.targetUpdatePeriodUpdates=7",
            "evaluation.periodFrames=3000",
            "evaluation.episodes=1",
            "evaluation.finalEpisodes=0",
            "run.engineThreads=1",
            "run.emulatorReloadFrames=2000",
            "run.logPeriodFrames=400",
            "run.checkpointPeriodFrames=500")) {
      line.addAll(List.of("--set", value));
    }
    return line;
  }

  /** Starts the command line in a JVM of its own; its output goes to a file. */
  private Process start(List<String> line, Path output) throws IOException {
    // The first checkpoint as early as can be, before the memory holds anything to learn from.
    List<String> options =
        new ArrayList<>(List.of("-Xmx700m", "-Dductile.firstCheckpointSeconds=0"));
    String home = System.getProperty("ductile.home");
    if (home != null) {
      options.add("-Dductile.home=" + home);
    }
    List<String> command = ChildJvm.command(Main.class, options, line.toArray(new String[0]));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .start();
  }

  private void finish(List<String> line, Path output) throws IOException, InterruptedException {
    Process process = start(line, output);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(ExitCodes.DONE);
  }

  /** All four with {@code -Dductile.kills=N}, N kills each; every part of them once without. */
  static List<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    all.add(Arguments.of("uniform", "serial"));
    all.add(Arguments.of("prioritized", "overlapped"));
    if (System.getProperty("ductile.kills") != null) {
      all.add(Arguments.of("uniform", "overlapped"));
      all.add(Arguments.of("prioritized", "serial"));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void killedAndResumedEqualsNeverKilled(String scheme, String schedule)
      throws IOException, InterruptedException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Path whole = folder.resolve("whole");
    finish(train(whole, scheme, schedule), folder.resolve("whole.txt"));

    Path killed = folder.resolve("killed");
    Path output = folder.resolve("killed.txt");
    List<String> resume = List.of("train", "--resume", killed.toString());
    int kills = 0;
    for (int attempt = 0; attempt < KILLS; attempt++) {
      Process process = start(attempt == 0 ? train(killed, scheme, schedule) : resume, output);
      awaitTraining(process, killed, attempt == 0);
      if (!process.waitFor(random.nextInt(MOST_MILLIS_TO_LIVE), TimeUnit.MILLISECONDS)) {
        kills++;
        if (random.nextBoolean()) {
          process.destroy(); // SIGTERM, as Ctrl-C: stops with a checkpoint
          process.waitFor();
          assertThat(process.exitValue())
              .as("seed %d%n%s", seed, Files.readString(output))
              .isIn(ExitCodes.STOPPED, ExitCodes.DONE, SIGTERM_AFTER_ITS_END);
        } else {
          process.destroyForcibly().waitFor(); // SIGKILL
        }
      }
    }
    System.out.println(scheme + ", " + schedule + ": " + kills + " kills, seed " + seed);
    String about = "seed " + seed + ", " + kills + " kills\n" + Files.readString(output);
    assertThat(kills).as(about).isPositive();
    if (!SummaryFile.isCompleted(killed.resolve("summary.json"))) { // a stopped run has one, too
      finish(resume, output);
    }
    assertThat(metrics(killed)).as(about).isEqualTo(metrics(whole));
    assertThat(summary(killed)).as(about).isEqualTo(summary(whole));
    assertThat(lastCheckpoint(killed)).as(about).isEqualTo(lastCheckpoint(whole));
  }

  /** A JVM that is killed before it trains would test little. */
  private static void awaitTraining(Process process, Path run, boolean first)
      throws IOException, InterruptedException {
    Path metrics = run.resolve("metrics.jsonl");
    long before =
        !first && Files.exists(metrics) ? Files.getLastModifiedTime(metrics).toMillis() : 0;
    while (process.isAlive()
        && (!Files.exists(metrics) || Files.getLastModifiedTime(metrics).toMillis() == before)) {
      Thread.sleep(20);
    }
  }

  private static List<String> metrics(Path run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      lines.add(withoutTimes(JSON.readTree(line)));
    }
    return lines;
  }

  private static String summary(Path run) throws IOException {
    return withoutTimes(JSON.readTree(Files.readString(run.resolve("summary.json"))));
  }

  private static String withoutTimes(JsonNode figures) {
    ((ObjectNode) figures).remove(List.of("wallSeconds", "framesPerSecond", "provenance"));
    return figures.toString();
  }

  /** Hashes of the training's state and of what its replay memory holds. */
  private static List<String> lastCheckpoint(Path run) throws IOException {
    Path checkpoints = run.resolve("checkpoints");
    String state = String.format("checkpoint-%012d.state", FRAMES);
    RunConfig config = SavedConfig.read(run).config();
    RomStore roms = RomStore.standard();
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    try (Trainer trainer =
        new Trainer(config, Engine.named(config.run().engine()), roms, List.of())) {
      new TrainingCheckpoints(checkpoints, config, trainer, 1)
          .restore(TrainingCheckpoints.newest(checkpoints, new ArrayList<>()).orElseThrow());
      ReplayCheckpoint replay = trainer.replayCheckpoint().orElseThrow();
      replay.writeEntries(
          0, replay.firstSequence(0), replay.endSequence(0), Channels.newChannel(entries));
    }
    assertThat(entries.size()).isPositive();
    return List.of(
        Digests.sha256(checkpoints.resolve(state)), Digests.sha256(entries.toByteArray()));
  }
}

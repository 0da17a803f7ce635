package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.ConfigurationHash;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.stored.SavedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Same seed and engine threads, same parameters, whatever else happens around them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingDeterminismTest {
  private static final List<String> WALL_CLOCK = List.of("time", "wallSeconds", "framesPerSecond");

  @TempDir static Path scratch;

  private RunOutcome first;
  private Path firstFolder;

  @BeforeAll
  void train() {
    firstFolder = scratch.resolve("first");
    first = run(firstFolder, TinyTraining.settings());
  }

  private static RunOutcome run(Path folder, Settings<RunConfig> settings) {
    return run(folder, settings, () -> false);
  }

  private static RunOutcome run(Path folder, Settings<RunConfig> settings, BooleanSupplier stop) {
    try (TrainingRun run =
        TrainingRun.begin(settings, RunFolder.create(folder), RomStore.standard())) {
      return run.run(stop);
    }
  }

  private static String hash(RunOutcome outcome) {
    return (String) outcome.summary().get("parametersSha256");
  }

  /** Those that a configuration's hash leaves out. */
  @Test
  void keysWithoutInfluenceChangeNoParameterAndNoGame() {
    Settings<RunConfig> settings =
        TinyTraining.settings(
            "replay.storage=LZ4",
            "replay.compressedBytesPerFrame=7056",
            "run.environmentThreads=2",
            "run.checkpointPeriodFrames=400",
            "run.logPeriodFrames=80");
    assertThat(ConfigurationHash.sha256(settings.toConfig()))
        .isEqualTo(ConfigurationHash.sha256(TinyTraining.settings().toConfig()));
    RunOutcome other = run(scratch.resolve("without-influence"), settings);
    assertThat(hash(other)).isEqualTo(hash(first));
    assertThat(other.summary().get("evaluation")).isEqualTo(first.summary().get("evaluation"));
    assertThat(other.summary().get("recentMeanReturn"))
        .isEqualTo(first.summary().get("recentMeanReturn"));
  }

  /** Metrics without what the clock decides. */
  private static List<JsonNode> metrics(Path folder) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("metrics.jsonl"))) {
      ObjectNode object = (ObjectNode) new ObjectMapper().readTree(line);
      lines.add(object.remove(WALL_CLOCK));
    }
    return lines;
  }

  @Test
  void sameSeedGivesTheSameParametersAndMetrics() throws IOException {
    Path folder = scratch.resolve("again");
    RunOutcome again = run(folder, TinyTraining.settings());
    assertThat(hash(again)).isEqualTo(hash(first));
    assertThat(again.evaluation().games()).isEqualTo(first.evaluation().games());
    List<JsonNode> lines = metrics(folder);
    assertThat(lines).isEqualTo(metrics(firstFolder));
    assertThat(lines.stream().map(l -> l.get("kind").asText()).distinct())
        .contains("training", "episode", "evaluation", "checkpoint");
    assertThat((Long) again.summary().get("updates")).isGreaterThan(50);
  }

  @Test
  void threadsOfTheEnvironmentsDoNotMatter() {
    RunOutcome one =
        run(scratch.resolve("one-thread"), TinyTraining.settings("run.environmentThreads=1"));
    assertThat(hash(one)).isEqualTo(hash(first));
  }

  @Test
  void anotherSeedGivesOtherParameters() {
    assertThat(bare(TinyTraining.settings("run.seed=2"))).isNotEqualTo(hash(first));
  }

  @Test
  void lookingOnChangesNothing() {
    assertThat(bare(TinyTraining.settings())).isEqualTo(hash(first));
    assertThat(bare(TinyTraining.settings("run.logPeriodFrames=40", "evaluation.periodFrames=0")))
        .isEqualTo(hash(first));
  }

  @Test
  void aRunStoppedInItsFinalEvaluationGoesOnWithIt() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    run(scratch.resolve("counted"), TinyTraining.settings(), () -> asked.incrementAndGet() < 0);
    int last = asked.get();
    Path folder = scratch.resolve("stopped");
    asked.set(0);
    RunOutcome stopped =
        run(folder, TinyTraining.settings(), () -> asked.incrementAndGet() >= last - 1);
    assertThat(stopped.completed()).isFalse();
    assertThat((Long) stopped.summary().get("frames")).isEqualTo(1600);
    try (TrainingRun run =
        TrainingRun.resume(
            SavedConfig.read(folder),
            RunFolder.open(folder),
            RomStore.standard(),
            RunStart.UNGUARDED)) {
      RunOutcome resumed = run.run(() -> false);
      assertThat(resumed.completed()).isTrue();
      assertThat(hash(resumed)).isEqualTo(hash(first));
      assertThat(resumed.evaluation().games()).isEqualTo(first.evaluation().games());
    }
    assertThat(metrics(folder)).isEqualTo(metrics(firstFolder));
  }

  /** Without a final evaluation the summary has the last one, which may be from before a stop. */
  @Test
  void aResumedRunKeepsItsLastEvaluation() throws IOException {
    Settings<RunConfig> settings = TinyTraining.settings("evaluation.finalEpisodes=0");
    Path whole = scratch.resolve("without-final");
    run(whole, settings);
    Path folder = scratch.resolve("stopped-after-evaluation");
    AtomicInteger asked = new AtomicInteger();
    assertThat(run(folder, settings, () -> asked.incrementAndGet() > 150).completed()).isFalse();
    try (TrainingRun run =
        TrainingRun.resume(
            SavedConfig.read(folder),
            RunFolder.open(folder),
            RomStore.standard(),
            RunStart.UNGUARDED)) {
      assertThat(run.run(() -> false).completed()).isTrue();
    }
    assertThat(evaluation(folder).get("episodes").asInt()).isEqualTo(2);
    assertThat(evaluation(folder)).isEqualTo(evaluation(whole));
  }

  private static JsonNode evaluation(Path folder) throws IOException {
    String summary = Files.readString(folder.resolve("summary.json"));
    return new ObjectMapper().readTree(summary).get("evaluation");
  }

  /** Trains with nobody looking on: no logs, evaluations or checkpoints. */
  private static String bare(Settings<RunConfig> settings) {
    RunConfig config = settings.toConfig();
    Engine engine = Engine.named(config.run().engine());
    try (Trainer trainer = new Trainer(config, engine, RomStore.standard(), List.of())) {
      assertThat(trainer.run(new TrainingListener() {}, () -> false)).isTrue();
      return trainer.learner().parametersSha256();
    }
  }
}

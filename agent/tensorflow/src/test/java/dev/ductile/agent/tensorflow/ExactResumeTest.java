package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.CheckpointFormatException;
import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Episode;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.base.files.Digests;
import dev.ductile.base.files.OutputException;
import dev.ductile.env.rom.RomStore;
import dev.ductile.replay.ReplayCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training that is stopped anywhere and goes on from its checkpoint ends as if never stopped. */
class ExactResumeTest {
  private static final int FRAMES = 2400;
  private static final int SLOTS = 2;
  private static final int STEPS = FRAMES / 4 / SLOTS;

  @TempDir private Path folder;

  static RunConfig config(String agent, String preset, String... more) {
    Settings<RunConfig> settings = AgentPresets.load(agent, preset);
    List<String> all =
        new ArrayList<>(
            List.of(
                "env.game=volley",
                "env.maxFramesPerEpisode=350",
                "network.torso=MLP",
                "network.widthFactor=1",
                "network.hiddenUnits=12",
                "replay.capacityTransitions=400",
                "replay.minimumTransitions=80",
                "replay.batchSize=8",
                "learning.updatePeriodSteps=4",
                "learning.targetUpdatePeriodUpdates=7",
                "run.frames=" + FRAMES,
                "run.environments=" + SLOTS,
                "run.environmentThreads=2",
                "run.engineThreads=1",
                "run.emulatorReloadFrames=500"));
    all.addAll(List.of(more));
    all.forEach(assignment -> settings.putText(assignment, "test"));
    return settings.toConfig();
  }

  private static Trainer open(RunConfig config) {
    return new Trainer(config, new TensorFlowEngine(), RomStore.standard(), List.of());
  }

  private TrainingCheckpoints checkpoints(RunConfig config, Trainer trainer) {
    return new TrainingCheckpoints(folder, config, trainer, 2, 100);
  }

  /** SHA-256 of each part of a training's state. */
  private static Map<String, String> dump(Trainer trainer) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    trainer.save(new DataOutputStream(state));
    parts.put("state", Digests.sha256(state.toByteArray()));
    ReplayCheckpoint replay = trainer.replayCheckpoint();
    for (int slot = 0; slot < trainer.slots(); slot++) {
      ByteArrayOutputStream entries = new ByteArrayOutputStream();
      replay.writeEntries(
          slot, replay.firstSequence(slot), replay.endSequence(slot), Channels.newChannel(entries));
      parts.put("entries of slot " + slot, Digests.sha256(entries.toByteArray()));
    }
    List<Variable> variables = trainer.learner().variables();
    List<float[]> values = trainer.learner().read(variables);
    for (int i = 0; i < values.size(); i++) {
      parts.put("variable " + variables.get(i).name(), sha256(values.get(i)));
    }
    return parts;
  }

  private static String sha256(float... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (float value : values) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
    return Digests.sha256(bytes.toByteArray());
  }

  /** Steps a training on to a given number of vector steps, with what a run does on the way. */
  private static boolean train(Trainer trainer, TrainingCheckpoints checkpoints, int untilStep) {
    return trainer.run(
        new TrainingListener() {
          @Override
          public void onStep(Counters counters, TrainingMetrics metrics) {
            if (checkpoints != null) {
              checkpoints.prepare();
            }
          }
        },
        () -> trainer.counters().agentSteps() >= (long) untilStep * SLOTS);
  }

  private static Map<String, String> straight(RunConfig config) throws IOException {
    try (Trainer trainer = open(config)) {
      assertThat(train(trainer, null, Integer.MAX_VALUE)).isTrue();
      return dump(trainer);
    }
  }

  /** Interventions edit several times between the stops, draw, and keep state of their own. */
  @Test
  void resumedTrainingGoesOnWithItsInterventions() throws IOException {
    String edits =
        "redo=0.5:period-updates=9:steps=clear,shrink-and-perturb=0.9:at-frames=900+1700,"
            + "l2-init=1e-4";
    resumedTrainingEndsAsIfNeverStopped(
        config("dqn", null, "run.schedule=OVERLAPPED", "interventions=" + edits));
  }

  /** Utilities, ages and counts of units; running statistics that they and the tortoise share. */
  @Test
  void resumedTrainingGoesOnReplacingUnits() throws IOException {
    Map<String, String> end =
        small(
            "interventions=continual-backprop=0.01:maturity-updates=5:utility="
                + "adaptable-contribution,reset=1:period-updates=20,"
                + "hare-and-tortoise=0.9:period-updates=15",
            "network.normalization=BATCH_NORM",
            "learning.targetUpdatePeriodUpdates=0");
    assertThat(end.get("variable intervention/continual-backprop/replaced"))
        .as("something was replaced")
        .isNotNull()
        .isNotEqualTo(sha256(0));
  }

  /** The stop is before or after the injection; heads, gate and moments go on. */
  @Test
  void resumedTrainingGoesOnAcrossAnInjection() throws IOException {
    Map<String, String> end =
        small("interventions=injection=800,l2-init=1e-4", "network.injection=true");
    assertThat(end).containsEntry("variable intervention/injection/injected", sha256(1));
  }

  /** Half as long on small screens, stopped once; what it ends with. */
  private Map<String, String> small(String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("env.screenSize=24", "run.frames=" + FRAMES / 2));
    all.addAll(List.of(more));
    RunConfig config = config("dqn", null, all.toArray(new String[0]));
    return resumedTrainingEndsAsIfNeverStopped(config, random -> random.ints(1, 30, STEPS / 2));
  }

  @ParameterizedTest
  @CsvSource({
    "dqn, , SERIAL, 4",
    "rainbow, kaixhin, OVERLAPPED, 7",
    "rainbow, dopamine-full, OVERLAPPED, 1",
    "iqn, dopamine, OVERLAPPED, 2"
  })
  void resumedTrainingEndsAsIfNeverStopped(
      String agent, String preset, String schedule, int updatePeriodSteps) throws IOException {
    RunConfig config =
        config(
            agent,
            preset,
            "run.schedule=" + schedule,
            "learning.updatePeriodSteps=" + updatePeriodSteps);
    resumedTrainingEndsAsIfNeverStopped(config);
  }

  private void resumedTrainingEndsAsIfNeverStopped(RunConfig config) throws IOException {
    resumedTrainingEndsAsIfNeverStopped(
        config, random -> IntStream.concat(IntStream.of(0), random.ints(2, 1, STEPS).sorted()));
  }

  /**
   * Stops and goes on.
   *
   * @param chosen vector steps to stop after, in order
   * @return what the training ends with
   */
  private Map<String, String> resumedTrainingEndsAsIfNeverStopped(
      RunConfig config, Function<Random, IntStream> chosen) throws IOException {
    Map<String, String> wanted = straight(config);
    long seed = new Random().nextLong();
    int[] stops = chosen.apply(new Random(seed)).toArray();
    for (int stop : stops) {
      try (Trainer trainer = open(config)) {
        resume(config, trainer);
        assertThat(train(trainer, checkpoints(config, trainer), stop)).isFalse();
        save(config, trainer);
      }
    }
    try (Trainer trainer = open(config)) {
      resume(config, trainer);
      assertThat(train(trainer, null, Integer.MAX_VALUE)).isTrue();
      assertThat(dump(trainer))
          .as(
              "%s %s, seed %d, stops %s",
              config.agent(), config.interventions(), seed, Arrays.toString(stops))
          .isEqualTo(wanted);
    }
    return wanted;
  }

  private void resume(RunConfig config, Trainer trainer) {
    List<String> warnings = new ArrayList<>();
    TrainingCheckpoints.newest(folder, warnings)
        .ifPresent(saved -> checkpoints(config, trainer).restore(saved));
    assertThat(warnings).isEmpty();
  }

  private void save(RunConfig config, Trainer trainer) {
    // A journal that was never told of earlier files writes all entries anew.
    checkpoints(config, trainer).write(Map.of("metricsBytes", 17L));
  }

  /** One trainer writes many checkpoints, each with few new entries. */
  @Test
  void checkpointsShareEntriesAndLeaveTrainingAlone() throws IOException {
    RunConfig config = config("rainbow", "kaixhin");
    Map<String, String> wanted = straight(config);
    try (Trainer trainer = open(config)) {
      TrainingCheckpoints checkpoints = checkpoints(config, trainer);
      for (int step = 30; step < STEPS; step += 30) {
        train(trainer, checkpoints, step);
        checkpoints.write(Map.of("step", (long) step));
        assertThat(checkpoints.isSaved()).isTrue();
      }
      assertThat(names(".manifest")).hasSize(2);
      assertThat(names(".state")).hasSize(2);
      assertThat(names(".ductile")).hasSize(2);
      assertThat(names(".entries")).hasSizeBetween(5, 12);
      train(trainer, checkpoints, Integer.MAX_VALUE);
      assertThat(dump(trainer)).isEqualTo(wanted);
    }
    try (Trainer trainer = open(config)) {
      TrainingCheckpoints.Saved saved =
          TrainingCheckpoints.newest(folder, new ArrayList<>()).orElseThrow();
      assertThat(saved.owner()).containsEntry("step", (long) STEPS - 30);
      checkpoints(config, trainer).restore(saved);
      train(trainer, null, Integer.MAX_VALUE);
      assertThat(dump(trainer)).isEqualTo(wanted);
    }
  }

  private List<String> names(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  @Test
  void theCheckpointBeforeADamagedOneIsUsed(@TempDir Path whole) throws IOException {
    RunConfig config = config("dqn", null);
    Map<String, String> wanted = straight(config);
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    try (Trainer trainer = open(config)) {
      TrainingCheckpoints checkpoints = new TrainingCheckpoints(whole, config, trainer, 2, 100);
      train(trainer, checkpoints, 100);
      checkpoints.write(Map.of());
      train(trainer, checkpoints, 150);
      checkpoints.write(Map.of());
    }
    for (String suffix : List.of(".manifest", ".state", ".ductile", ".entries")) {
      boolean truncate = random.nextBoolean();
      String about = suffix + (truncate ? " cut" : " flipped") + ", seed " + seed;
      copy(whole);
      List<String> files = names(suffix);
      damage(folder.resolve(files.get(files.size() - 1)), truncate, random);
      try (Trainer trainer = open(config)) {
        List<String> warnings = new ArrayList<>();
        Optional<TrainingCheckpoints.Saved> saved = TrainingCheckpoints.newest(folder, warnings);
        assertThat(warnings).as(about).hasSize(1);
        assertThat(warnings.get(0)).as(about).contains("damaged").doesNotContain("\n");
        assertThat(saved.orElseThrow().counters().agentSteps()).as(about).isEqualTo(200);
        checkpoints(config, trainer).restore(saved.get());
        assertThat(names(".manifest")).as(about).hasSize(1);
        train(trainer, null, Integer.MAX_VALUE);
        assertThat(dump(trainer)).as(about).isEqualTo(wanted);
      }
    }
    damage(folder.resolve(names(".manifest").get(0)), true, random);
    assertThatThrownBy(() -> TrainingCheckpoints.newest(folder, new ArrayList<>()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no checkpoint in");
  }

  /** Makes the folder hold what another one holds. */
  private void copy(Path from) throws IOException {
    for (String name : names("")) {
      Files.delete(folder.resolve(name));
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private static void damage(Path file, boolean truncate, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = random.nextInt(bytes.length - 1); // without its last line feed a manifest is whole
    if (truncate) {
      bytes = Arrays.copyOf(bytes, at);
    } else {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
    Files.write(file, bytes);
  }

  @Test
  void aCheckpointThatCannotBeWrittenLeavesTheOneBeforeIt() throws IOException {
    RunConfig config = config("rainbow", "kaixhin");
    for (String suffix : List.of(".manifest", ".state", ".ductile")) {
      try (Trainer trainer = open(config)) {
        TrainingCheckpoints checkpoints = checkpoints(config, trainer);
        train(trainer, checkpoints, 50);
        checkpoints.write(Map.of());
        train(trainer, checkpoints, 60);
        Path inTheWay = folder.resolve(String.format("checkpoint-%012d%s", 480, suffix));
        Files.createDirectories(inTheWay.resolve("child"));
        assertThatThrownBy(() -> checkpoints.write(Map.of()))
            .as(suffix)
            .isInstanceOf(OutputException.class)
            .hasMessageContaining("cannot write");
        assertThat(newestSteps()).as(suffix).isEqualTo(100);
        Files.delete(inTheWay.resolve("child"));
        Files.delete(inTheWay);
        checkpoints.write(Map.of());
        assertThat(newestSteps()).as(suffix).isEqualTo(120);
      }
      copy(Files.createTempDirectory(folder.getParent(), "empty"));
    }
  }

  private long newestSteps() {
    List<String> warnings = new ArrayList<>();
    long steps = TrainingCheckpoints.newest(folder, warnings).orElseThrow().counters().agentSteps();
    assertThat(warnings).isEmpty();
    return steps;
  }

  @Test
  void framesMayBeKeptInAnotherWayAfterAResume() throws IOException {
    RunConfig raw = config("dqn", null);
    RunConfig compressed = config("dqn", null, "replay.storage=LZ4");
    Map<String, String> wanted = straight(raw);
    try (Trainer trainer = open(compressed)) {
      train(trainer, null, STEPS / 2);
      save(compressed, trainer);
    }
    try (Trainer trainer = open(raw)) {
      resume(raw, trainer);
      train(trainer, null, Integer.MAX_VALUE);
      assertThat(dump(trainer)).isEqualTo(wanted);
    }
  }

  /** What fails in the middle of an overlapped round leaves nothing running behind it. */
  @Test
  void aFailureWaitsForTheUpdatesThatRun() {
    RunConfig config = config("dqn", null, "run.schedule=OVERLAPPED", "replay.batchSize=64");
    try (Trainer trainer = open(config)) {
      TrainingListener failing =
          new TrainingListener() {
            @Override
            public void onEpisode(Counters counters, Episode episode) {
              if (counters.updates() > 0) {
                throw new OutputException("full");
              }
            }
          };
      assertThatThrownBy(() -> trainer.run(failing, () -> false))
          .isInstanceOf(OutputException.class)
          .hasMessage("full");
      String hash = trainer.learner().parametersSha256();
      assertThat(trainer.learner().parametersSha256()).isEqualTo(hash);
      assertThat(Thread.getAllStackTraces().entrySet())
          .filteredOn(entry -> entry.getKey().getName().equals("ductile-update"))
          .allSatisfy(
              entry ->
                  assertThat(entry.getValue())
                      .noneMatch(frame -> frame.getMethodName().equals("compute")));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("ductile-update"))
        .allSatisfy(
            thread -> {
              thread.join(10_000);
              assertThat(thread.isAlive()).isFalse();
            });
  }

  @Test
  void anotherFormatIsRefusedInOneLine() throws IOException {
    RunConfig config = config("dqn", null);
    try (Trainer trainer = open(config)) {
      train(trainer, null, 20);
      save(config, trainer);
    }
    Path file = folder.resolve(names(".manifest").get(0));
    String json = Files.readAllLines(file).get(0);
    assertThat(json).startsWith("{\"format\":2,");
    for (String other : List.of("", "\"format\":3,\"later\":true,")) {
      String line = json.replace("\"format\":2,", other);
      byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
      Files.writeString(file, line + "\n" + Digests.sha256(bytes) + "\n");
      assertThatThrownBy(() -> TrainingCheckpoints.newest(folder, new ArrayList<>()))
          .isInstanceOf(CheckpointFormatException.class)
          .hasMessage(
              file
                  + " has format "
                  + (other.isEmpty() ? 1 : 3)
                  + ", this version of Ductile reads format 2: go on with the version that wrote"
                  + " it, or start a new run");
    }
  }

  @Test
  void anotherConfigurationIsRefusedWithItsKeys() {
    RunConfig config = config("dqn", null);
    try (Trainer trainer = open(config)) {
      train(trainer, null, 20);
      save(config, trainer);
    }
    RunConfig other = config("dqn", null, "replay.discount=0.5", "replay.batchSize=4");
    try (Trainer trainer = open(other)) {
      TrainingCheckpoints.Saved saved =
          TrainingCheckpoints.newest(folder, new ArrayList<>()).orElseThrow();
      assertThatThrownBy(() -> checkpoints(other, trainer).restore(saved))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("replay.batchSize was 8, now 4")
          .hasMessageContaining("replay.discount was 0.99, now 0.5");
    }
  }
}

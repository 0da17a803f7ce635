package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.CheckpointFormatException;
import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.training.Trainer;
import dev.ductile.base.files.Digests;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of checkpoints: what they share, and what happens where one is damaged, blocked or of
 * another kind.
 */
class SavedTrainingTest {
  private StoppedTraining training;

  @BeforeEach
  void setUp(@TempDir Path folder) {
    training = new StoppedTraining(folder);
  }

  /** One trainer writes many checkpoints, each with few new entries. */
  @Test
  void checkpointsShareEntriesAndLeaveTrainingAlone() throws IOException {
    RunConfig config = StoppedTraining.config("rainbow", "kaixhin");
    Map<String, String> wanted = StoppedTraining.straight(config);
    try (Trainer trainer = StoppedTraining.open(config)) {
      TrainingCheckpoints checkpoints = training.checkpoints(config, trainer);
      for (int step = 30; step < StoppedTraining.STEPS; step += 30) {
        StoppedTraining.train(trainer, checkpoints, step);
        checkpoints.write(Map.of("step", (long) step));
        assertThat(checkpoints.isSaved()).isTrue();
      }
      assertThat(training.names(".manifest")).hasSize(2);
      assertThat(training.names(".state")).hasSize(2);
      assertThat(training.names(".ductile")).hasSize(2);
      assertThat(training.names(".entries")).hasSizeBetween(5, 12);
      StoppedTraining.train(trainer, checkpoints, Integer.MAX_VALUE);
      assertThat(StoppedTraining.dump(trainer)).isEqualTo(wanted);
    }
    try (Trainer trainer = StoppedTraining.open(config)) {
      TrainingCheckpoints.Saved saved =
          TrainingCheckpoints.newest(training.folder, new ArrayList<>()).orElseThrow();
      assertThat(saved.owner()).containsEntry("step", (long) StoppedTraining.STEPS - 30);
      training.checkpoints(config, trainer).restore(saved);
      StoppedTraining.train(trainer, null, Integer.MAX_VALUE);
      assertThat(StoppedTraining.dump(trainer)).isEqualTo(wanted);
    }
  }

  @Test
  void theCheckpointBeforeADamagedOneIsUsed(@TempDir Path whole) throws IOException {
    RunConfig config = StoppedTraining.config("dqn", null);
    Map<String, String> wanted = StoppedTraining.straight(config);
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    try (Trainer trainer = StoppedTraining.open(config)) {
      TrainingCheckpoints checkpoints = new TrainingCheckpoints(whole, config, trainer, 2, 100);
      StoppedTraining.train(trainer, checkpoints, 100);
      checkpoints.write(Map.of());
      StoppedTraining.train(trainer, checkpoints, 150);
      checkpoints.write(Map.of());
    }
    for (String suffix : List.of(".manifest", ".state", ".ductile", ".entries")) {
      boolean truncate = random.nextBoolean();
      String about = suffix + (truncate ? " cut" : " flipped") + ", seed " + seed;
      copy(whole);
      List<String> files = training.names(suffix);
      damage(training.folder.resolve(files.get(files.size() - 1)), truncate, random);
      try (Trainer trainer = StoppedTraining.open(config)) {
        List<String> warnings = new ArrayList<>();
        Optional<TrainingCheckpoints.Saved> saved =
            TrainingCheckpoints.newest(training.folder, warnings);
        assertThat(warnings).as(about).hasSize(1);
        assertThat(warnings.get(0)).as(about).contains("damaged").doesNotContain("\n");
        assertThat(saved.orElseThrow().counters().agentSteps()).as(about).isEqualTo(200);
        training.checkpoints(config, trainer).restore(saved.get());
        assertThat(training.names(".manifest")).as(about).hasSize(1);
        StoppedTraining.train(trainer, null, Integer.MAX_VALUE);
        assertThat(StoppedTraining.dump(trainer)).as(about).isEqualTo(wanted);
      }
    }
    damage(training.folder.resolve(training.names(".manifest").get(0)), true, random);
    assertThatThrownBy(() -> TrainingCheckpoints.newest(training.folder, new ArrayList<>()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no checkpoint in");
  }

  /** Makes the training.folder hold what another one holds. */
  private void copy(Path from) throws IOException {
    for (String name : training.names("")) {
      Files.delete(training.folder.resolve(name));
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, training.folder.resolve(file.getFileName()));
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
    RunConfig config = StoppedTraining.config("rainbow", "kaixhin");
    for (String suffix : List.of(".manifest", ".state", ".ductile")) {
      try (Trainer trainer = StoppedTraining.open(config)) {
        TrainingCheckpoints checkpoints = training.checkpoints(config, trainer);
        StoppedTraining.train(trainer, checkpoints, 50);
        checkpoints.write(Map.of());
        StoppedTraining.train(trainer, checkpoints, 60);
        Path inTheWay = training.folder.resolve(String.format("checkpoint-%012d%s", 480, suffix));
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
      copy(Files.createTempDirectory(training.folder.getParent(), "empty"));
    }
  }

  private long newestSteps() {
    List<String> warnings = new ArrayList<>();
    long steps =
        TrainingCheckpoints.newest(training.folder, warnings).orElseThrow().counters().agentSteps();
    assertThat(warnings).isEmpty();
    return steps;
  }

  @Test
  void anotherFormatIsRefusedInOneLine() throws IOException {
    RunConfig config = StoppedTraining.config("dqn", null);
    try (Trainer trainer = StoppedTraining.open(config)) {
      StoppedTraining.train(trainer, null, 20);
      training.save(config, trainer);
    }
    Path file = training.folder.resolve(training.names(".manifest").get(0));
    String json = Files.readAllLines(file).get(0);
    assertThat(json).startsWith("{\"format\":2,");
    for (String other : List.of("", "\"format\":3,\"later\":true,")) {
      String line = json.replace("\"format\":2,", other);
      byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
      Files.writeString(file, line + "\n" + Digests.sha256(bytes) + "\n");
      assertThatThrownBy(() -> TrainingCheckpoints.newest(training.folder, new ArrayList<>()))
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
    RunConfig config = StoppedTraining.config("dqn", null);
    try (Trainer trainer = StoppedTraining.open(config)) {
      StoppedTraining.train(trainer, null, 20);
      training.save(config, trainer);
    }
    RunConfig other =
        StoppedTraining.config("dqn", null, "replay.discount=0.5", "replay.batchSize=4");
    try (Trainer trainer = StoppedTraining.open(other)) {
      TrainingCheckpoints.Saved saved =
          TrainingCheckpoints.newest(training.folder, new ArrayList<>()).orElseThrow();
      assertThatThrownBy(() -> training.checkpoints(other, trainer).restore(saved))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("replay.batchSize was 8, now 4")
          .hasMessageContaining("replay.discount was 0.99, now 0.5");
    }
  }
}

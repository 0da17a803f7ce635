package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.LearnerCheckpoint;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Learners;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A learner's whole state, written and read again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LearnerCheckpointTest {
  private static final Counters COUNTERS = new Counters(4000, 1000, 250, 3);
  private static final int DAMAGES = 30;

  @TempDir private Path folder;
  private Learner learner;

  private static Learner learner(int hiddenUnits) {
    RunConfig config =
        AgentPresets.load("dqn", "ductile")
            .put("env.game", "volley", "test")
            .put("network.hiddenUnits", hiddenUnits, "test")
            .put("replay.batchSize", 2, "test")
            .put("run.engineThreads", 1, "test")
            .toConfig();
    return Learners.create(config, new TensorFlowEngine(), 3, List.of(1));
  }

  @BeforeAll
  void makeLearner() {
    learner = learner(2);
  }

  @AfterAll
  void close() {
    learner.close();
  }

  private void fill(long seed) {
    learner.initialize(new RandomStreams(seed).stream("initialization", 0));
    float value = seed;
    for (Variable variable : learner.variables()) {
      if (variable.name().startsWith("optimizer/")) {
        float[] values = new float[variable.shape().elements()];
        Arrays.fill(values, value++);
        learner.write(variable, values);
      }
    }
  }

  private List<float[]> state() {
    return learner.variables().stream().map(learner::read).toList();
  }

  private static void expectEqual(List<float[]> found, List<float[]> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(Arrays.equals(found.get(i), wanted.get(i))).as("variable %d", i).isTrue();
    }
  }

  @Test
  void everyVariableAndCounterComesBack() {
    fill(1);
    List<float[]> wanted = state();
    String hash = learner.parametersSha256();
    Path file = LearnerCheckpoint.write(folder, learner, COUNTERS);
    fill(2);
    assertThat(learner.parametersSha256()).isNotEqualTo(hash);
    assertThat(LearnerCheckpoint.read(file, learner)).isEqualTo(COUNTERS);
    assertThat(learner.parametersSha256()).isEqualTo(hash);
    expectEqual(state(), wanted);
  }

  @Test
  void damageIsNoticedAndChangesNothing() throws IOException {
    fill(3);
    Path file = LearnerCheckpoint.write(folder, learner, COUNTERS);
    byte[] good = Files.readAllBytes(file);
    fill(4);
    List<float[]> before = state();
    long seed = 5;
    Random random = new Random(seed);
    for (int i = 0; i < DAMAGES; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] content = i % 2 == 0 ? bad : Arrays.copyOf(good, random.nextInt(good.length));
      Files.write(file, content);
      assertThatThrownBy(() -> LearnerCheckpoint.read(file, learner))
          .as("seed %d, case %d", seed, i)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.toString());
    }
    expectEqual(state(), before);
  }

  @Test
  void anotherNetworksCheckpointIsRefused() {
    Path file;
    try (Learner wider = learner(3)) {
      file = LearnerCheckpoint.write(folder, wider, COUNTERS);
    }
    List<float[]> before = state();
    assertThatThrownBy(() -> LearnerCheckpoint.read(file, learner))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("does not fit", "values");
    expectEqual(state(), before);
  }

  @Test
  void theNewestIsFoundByItsFrames() throws IOException {
    for (long frames : new long[] {900, 20_000, 4_000_000_000_000L, 100_000}) {
      LearnerCheckpoint.write(folder, learner, new Counters(frames, 0, 0, 0));
    }
    Files.writeString(folder.resolve("notes.txt"), "not a checkpoint");
    Path newest = LearnerCheckpoint.newest(folder).orElseThrow();
    assertThat(newest.getFileName()).hasToString("checkpoint-4000000000000.ductile");
    assertThat(LearnerCheckpoint.newest(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void anUnwritableFolderIsOneLine() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "in the way").resolve("checkpoints");
    assertThatThrownBy(() -> LearnerCheckpoint.write(blocked, learner, COUNTERS))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("cannot write " + blocked);
  }
}

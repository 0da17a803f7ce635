package dev.ductile.agent.dl4j.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.dl4j.Dl4jEngine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.learner.UpdateBenchmark;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Learners;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.rng.simple.RandomSource;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is timed beside the engines computes what they compute. */
class LayersUpdateTest {
  private static final int BATCH = 4;
  private static final int ACTIONS = 5;
  private static final int UPDATES = 3;
  private static final int PLANE = 84 * 84;
  private static final int STACK = 4;
  private static final long SEED = 29;
  private static final int WARM_UP = 3;
  private static final int TIMED = 9;
  private static final Logger LOG = LoggerFactory.getLogger(LayersUpdateTest.class);

  private static RunConfig config(String agent, String... more) {
    Settings<RunConfig> settings =
        AgentPresets.load(agent, "ductile")
            .put("env.game", "volley", "test")
            .put("network.hiddenUnits", 24, "test")
            .put("replay.batchSize", BATCH, "test")
            .put("run.engineThreads", 1, "test");
    for (String assignment : more) {
      settings.putText(assignment, "test");
    }
    return settings.toConfig();
  }

  @ParameterizedTest
  @CsvSource({"NATURE_CNN, true", "NATURE_CNN, false", "MLP, true"})
  void itsParametersAreTheEnginesAfterSomeUpdates(String torso, boolean doubleQ) {
    RunConfig config =
        config(
            "dqn",
            "optimizer.kind=ADAM_EPSILON_HAT", // DL4J has no other
            "objective.doubleQ=" + doubleQ,
            "network.torso=" + torso);
    try (Learner learner = Learners.create(config, new Dl4jEngine(), ACTIONS, List.of(1));
        LayersUpdate layers = new LayersUpdate(learner.spec())) {
      learner.initialize(RandomSource.XO_SHI_RO_256_PP.create(SEED));
      layers.load(learner);
      INDArray before = layers.online().params().dup();
      SplittableRandom random = new SplittableRandom(SEED);
      for (int t = 0; t < UPDATES; t++) {
        fill(learner, layers, random);
        learner.update();
        layers.update();
      }
      MultiLayerNetwork wanted = layers.online().clone();
      Dl4jNetworks.copy(learner, NetworkLayout.of(learner.spec()), wanted, 1f);
      for (String name : wanted.paramTable().keySet()) {
        INDArray ours = wanted.getParam(name);
        double distance = layers.online().getParam(name).distance2(ours);
        assertThat(distance / ours.norm2Number().doubleValue())
            .as("%s %s %s, seed %d", torso, doubleQ, name, SEED)
            .isLessThan(1e-5);
      }
      assertThat(before.distance2(layers.online().params())).isGreaterThan(1e-3);
    }
  }

  private static void fill(Learner learner, LayersUpdate layers, SplittableRandom random) {
    fill(learner.updateInput("observations"), layers.observations(), random);
    fill(learner.updateInput("nextObservations"), layers.nextObservations(), random);
    for (int i = 0; i < BATCH; i++) {
      int action = random.nextInt(ACTIONS);
      float reward = (float) (4 * random.nextDouble() - 2); // beyond the threshold as well
      float discount = i == 1 ? 0f : 0.97f;
      float weight = (float) (0.5 + random.nextDouble());
      learner.updateInput("actions").putInt(4 * i, action);
      learner.updateInput("returns").putFloat(4 * i, reward);
      learner.updateInput("discounts").putFloat(4 * i, discount);
      learner.updateInput("weights").putFloat(4 * i, weight);
      layers.sample(i, action, reward, discount, weight);
    }
  }

  /** The same pixels, interleaved for the one and in planes for the other. */
  private static void fill(ByteBuffer interleaved, ByteBuffer planes, SplittableRandom random) {
    for (int i = 0; i < BATCH * STACK * PLANE; i++) {
      byte value = (byte) random.nextInt(256);
      int image = i / (STACK * PLANE);
      int plane = i / PLANE % STACK;
      int pixel = i % PLANE;
      planes.put(i, value);
      interleaved.put((image * PLANE + pixel) * STACK + plane, value);
    }
  }

  /** How long DL4J's own layers take for what the engine does: on request, for engines.md. */
  @Test
  @EnabledIfSystemProperty(named = "ductile.benchmarks", matches = "true")
  void timesOfBoth() {
    LearnerSpec spec = Learners.spec(config("dqn", "replay.batchSize=32"), ACTIONS, List.of(1));
    EngineSettings settings = new EngineSettings("cpu", 1, false);
    double engine = UpdateBenchmark.measure(new Dl4jEngine(), settings, spec).updateMilliseconds();
    try (LayersUpdate layers = new LayersUpdate(spec)) {
      layers.fill(new SplittableRandom(SEED));
      double[] milliseconds = new double[TIMED];
      for (int i = -WARM_UP; i < TIMED; i++) {
        long start = System.nanoTime();
        layers.update();
        milliseconds[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(milliseconds);
      LOG.info("engine {} ms, DL4J's own layers {} ms", engine, milliseconds[TIMED / 2]);
    }
  }
}

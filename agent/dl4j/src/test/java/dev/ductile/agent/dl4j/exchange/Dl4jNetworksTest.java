package dev.ductile.agent.dl4j.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.dl4j.Dl4jEngine;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Learners;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.rng.simple.RandomSource;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Agents as DL4J networks: written, loaded by DL4J alone, and taken back. */
class Dl4jNetworksTest {
  private static final int BATCH = 3;
  private static final int ACTIONS = 5;
  private static final long SEED = 23;

  @TempDir private Path folder;

  private static Learner learner(String agent, long seed, String... more) {
    Settings<RunConfig> settings =
        AgentPresets.load(agent, "ductile")
            .put("env.game", "volley", "test")
            .put("network.hiddenUnits", 24, "test")
            .put("replay.batchSize", BATCH, "test")
            .put("run.engineThreads", 1, "test");
    for (String assignment : more) {
      settings.putText(assignment, "test");
    }
    Learner learner =
        Learners.create(settings.toConfig(), new Dl4jEngine(), ACTIONS, List.of(BATCH));
    learner.initialize(RandomSource.XO_SHI_RO_256_PP.create(seed));
    return learner;
  }

  private static byte[] observations(Learner learner) {
    byte[] bytes = new byte[learner.actObservations(BATCH).capacity()];
    new SplittableRandom(SEED).nextBytes(bytes);
    return bytes;
  }

  private static float[] values(Learner learner) {
    learner.actObservations(BATCH).put(0, observations(learner));
    FloatBuffer values = learner.act(BATCH);
    float[] copy = new float[BATCH * ACTIONS];
    values.get(0, copy);
    return copy;
  }

  @ParameterizedTest
  @CsvSource({"NATURE_CNN, VALID", "NATURE_CNN, SAME", "DATA_EFFICIENT_CNN, SAME", "MLP, VALID"})
  void dl4jGivesTheSameValues(String torso, String padding) throws IOException {
    String[] network = {"network.torso=" + torso, "network.padding=" + padding};
    Path zip = folder.resolve("agent.zip");
    try (Learner learner = learner("dqn", SEED, network);
        Learner other = learner("dqn", SEED + 1, network)) {
      float[] wanted = values(learner);
      write(learner, zip);
      float[] found = plainDl4j(zip, observations(learner));
      for (int i = 0; i < wanted.length; i++) {
        assertThat((double) found[i])
            .as("%s %s, value %d, seed %d", torso, padding, i, SEED)
            .isCloseTo(wanted[i], within(1e-5 * Math.max(1, Math.abs(wanted[i]))));
      }
      assertThat(values(other)).isNotEqualTo(wanted);
      Dl4jNetworks.read(zip, other);
      float[] back = values(other);
      for (int i = 0; i < wanted.length; i++) {
        assertThat((double) back[i]).as("read back, %d", i).isCloseTo(wanted[i], within(1e-6));
      }
    }
  }

  private static void write(Learner learner, Path zip) throws IOException {
    try (OutputStream out = Files.newOutputStream(zip)) {
      Dl4jNetworks.write(learner, out);
    }
  }

  /** What somebody does who has DL4J and nothing of Ductile. */
  private static float[] plainDl4j(Path zip, byte[] pixels) throws IOException {
    MultiLayerNetwork network = MultiLayerNetwork.load(zip.toFile(), false);
    float[] unsigned = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      unsigned[i] = pixels[i] & 0xff;
    }
    INDArray images = Nd4j.createFromArray(unsigned).reshape(BATCH, 4, 84, 84);
    return network.output(images).dup('c').data().asFloat();
  }

  @ParameterizedTest
  @CsvSource({
    "c51, network.hiddenUnits=8, more than one number",
    "dqn, network.dueling=true, dueling",
    "dqn, network.normalization=LAYER_NORM_CHW, normalisation",
    "dqn, network.activation=CRELU, nonlinearity",
    "dqn, network.torso=IMPALA_RESNET network.padding=SAME, residual",
    "dqn, network.injection=true interventions=injection:at-update=9, injection",
    "dqn, interventions=hare-and-tortoise, another copy",
  })
  void whatDl4jCannotExpressIsNamed(String agent, String settings, String named) {
    try (Learner learner = learner(agent, SEED, settings.split(" "))) {
      assertThatThrownBy(() -> write(learner, folder.resolve("no.zip")))
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll(named, "NATURE_CNN");
    }
  }

  @Test
  void filesThatDoNotFitAreRefused() throws IOException {
    Path zip = folder.resolve("narrow.zip");
    Path text = Files.writeString(folder.resolve("text.zip"), "not a network");
    try (Learner narrow = learner("dqn", SEED, "network.hiddenUnits=8");
        Learner wide = learner("dqn", SEED, "network.hiddenUnits=9")) {
      write(narrow, zip);
      float[] before = values(wide);
      assertThatThrownBy(() -> Dl4jNetworks.read(zip, wide))
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll("shape", "8", "9");
      assertThatThrownBy(() -> Dl4jNetworks.read(text, wide))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(text.toString());
      assertThat(values(wide)).isEqualTo(before);
    }
  }

  @Test
  void aDamagedZipIsSeenBeforeDl4jReadsIt() throws IOException {
    Path zip = folder.resolve("agent.zip");
    Path plain = folder.resolve("plain.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(plain))) {
      out.putNextEntry(new ZipEntry("readme.txt"));
      out.write(65);
    }
    try (Learner learner = learner("dqn", SEED, "network.torso=MLP")) {
      assertThatThrownBy(() -> Dl4jNetworks.read(plain, learner))
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll(plain.toString(), "configuration.json");
      write(learner, zip);
      byte[] bytes = Files.readAllBytes(zip);
      bytes[bytes.length / 2] ^= 1;
      Files.write(zip, bytes);
      float[] before = values(learner);
      assertThatThrownBy(() -> Dl4jNetworks.read(zip, learner))
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll(zip.toString(), "damaged");
      assertThat(values(learner)).isEqualTo(before);
    }
  }

  /** Shapes alone do not tell networks apart. */
  @Test
  void aNetworkThatComputesSomethingElseIsRefused() throws IOException {
    Path zip = folder.resolve("tanh.zip");
    try (Learner learner = learner("dqn", SEED, "network.torso=MLP")) {
      MultiLayerNetwork network = Dl4jNetworks.export(learner);
      ((DenseLayer) network.getLayerWiseConfigurations().getConf(1).getLayer())
          .setActivationFn(new ActivationTanH());
      ModelSerializer.writeModel(network, zip.toFile(), false);
      float[] before = values(learner);
      assertThatThrownBy(() -> Dl4jNetworks.read(zip, learner))
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll(zip.toString(), "compute something else")
          .extracting(Throwable::getMessage)
          .satisfies(message -> assertThat((String) message).hasLineCount(1));
      assertThat(values(learner)).isEqualTo(before);
    }
  }

  @Test
  void aGraphOfDl4jIsRefused() throws IOException {
    Path zip = folder.resolve("graph.zip");
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", new OutputLayer.Builder().nIn(2).nOut(2).build(), "in")
                .setOutputs("out")
                .build());
    graph.init();
    ModelSerializer.writeModel(graph, zip.toFile(), false);
    try (Learner learner = learner("dqn", SEED, "network.torso=MLP")) {
      assertThatThrownBy(() -> Dl4jNetworks.read(zip, learner))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(zip.toString());
    }
  }
}

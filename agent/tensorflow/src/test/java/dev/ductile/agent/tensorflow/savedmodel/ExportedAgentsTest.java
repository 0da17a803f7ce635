package dev.ductile.agent.tensorflow.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.exchange.NetworkFormat;
import dev.ductile.agent.exchange.SampledValues;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.tensorflow.TensorFlowEngine;
import dev.ductile.agent.training.Learners;
import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Every agent as SavedModel and as safetensors: what is read back gives the agent's values. */
class ExportedAgentsTest {
  private static final int ACTIONS = 5;
  private static final long SEED = 31;
  private static final int BATCH = 2;

  @TempDir private Path folder;

  private static Learner learner(String agent, String with, long seed) {
    Settings<RunConfig> settings =
        AgentPresets.load(agent, null)
            .put("env.game", "volley", "test")
            .put("network.hiddenUnits", 16, "test")
            .put("replay.batchSize", 4, "test")
            .put("run.engineThreads", 1, "test")
            .put("interventions", with.replace("none", "").replace('+', ','), "test");
    InterventionSettings.expand(settings, Set.of());
    Learner learner =
        Learners.create(settings.toConfig(), new TensorFlowEngine(), ACTIONS, List.of(BATCH));
    learner.initialize(RandomSource.XO_SHI_RO_256_PP.create(seed));
    shake(learner, seed);
    return learner;
  }

  /** So that nothing is 0 or 1 as it was at first; running variances stay positive. */
  private static void shake(Learner learner, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Parameter p : learner.playedParameters()) {
      float[] shaken = learner.read(p.variable());
      for (int i = 0; i < shaken.length; i++) {
        shaken[i] += (float) (0.02 * random.nextDouble());
      }
      values.put(p.name(), shaken);
    }
    learner.replace(values);
  }

  /** One output of a SavedModel for all images at once, as anybody who has TensorFlow asks it. */
  private static float[] ask(Path model, Learner learner, byte[] images, String output) {
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        TUint8 input =
            TUint8.tensorOf(
                Shape.of(learner.spec().images(SampledValues.COUNT).longDims()),
                DataBuffers.of(images));
        Result result = bundle.call(Map.<String, Tensor>of("observations", input))) {
      TFloat32 found = (TFloat32) result.get(output).orElseThrow();
      float[] values = new float[Math.toIntExact(found.size())];
      found.copyTo(DataBuffers.of(values));
      return values;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dqn, none, ''",
    "double-dqn, none, ''",
    "c51, none, logits",
    "qr-dqn, none, quantiles",
    "iqn, none, quantiles",
    "rainbow, none, logits",
    "rainbow, layer-norm, logits",
    "iqn, layer-norm, quantiles",
    "dqn, rms-norm, ''",
    "dqn, group-norm, ''",
    "dqn, batch-norm, ''",
    "dqn, swapped-norm, ''",
    "dqn, spectral-norm, ''",
    "dqn, leaky-relu, ''",
    "dqn, gelu+two-hot, logits",
    "dqn, tanh+hl-gauss, logits",
    "dqn, crelu, ''",
    "dqn, fourier, ''",
    "dqn, reward-scale, ''",
    "dqn, injection, ''",
    "dqn, hare-and-tortoise, ''"
  })
  void readBackItGivesTheSameValues(String agent, String with, String heads) {
    Path model = folder.resolve("model");
    Path tensors = folder.resolve("agent.safetensors");
    try (Learner learner = learner(agent, with, SEED);
        Learner other = learner(agent, with, SEED + 1)) {
      SampledValues samples = SampledValues.of(learner);
      NetworkFormat.named("savedmodel").write(learner, Map.of("agent", agent), model);
      expectClose(ask(model, learner, samples.images(), "q"), samples.values());
      if (!heads.isEmpty()) {
        int each = ask(model, learner, samples.images(), heads).length;
        assertThat(each % (SampledValues.COUNT * ACTIONS)).isZero();
        assertThat(each).isGreaterThan(SampledValues.COUNT * ACTIONS);
      }
      NetworkFormat safetensors = NetworkFormat.named("safetensors");
      safetensors.write(learner, Map.of("agent", agent), tensors);
      assertThat(SampledValues.of(other)).isNotEqualTo(samples);
      safetensors.read(tensors, other);
      assertThat(SampledValues.of(other)).isEqualTo(samples);
      for (Parameter p : learner.playedParameters()) {
        Parameter same =
            other.playedParameters().stream()
                .filter(o -> o.name().equals(p.name()))
                .findFirst()
                .orElseThrow();
        assertThat(other.read(same.variable())).isEqualTo(learner.read(p.variable()));
      }
    }
  }

  private static void expectClose(float[] found, float[] wanted) {
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i])
          .as("value %d, seed %d", i, SEED)
          .isCloseTo(wanted[i], within(1e-5 * Math.max(1, Math.abs(wanted[i]))));
    }
  }

  /** Equal tensors, another nonlinearity: only the values tell. */
  @Test
  void anotherNetworkOfEqualShapesIsRefusedAndNothingIsTaken() {
    Path tensors = folder.resolve("agent.safetensors");
    NetworkFormat safetensors = NetworkFormat.named("safetensors");
    try (Learner learner = learner("dqn", "none", SEED);
        Learner other = learner("dqn", "tanh", SEED + 1)) {
      safetensors.write(learner, Map.of(), tensors);
      SampledValues before = SampledValues.of(other);
      assertThatThrownBy(() -> safetensors.read(tensors, other))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("computes something else");
      assertThat(SampledValues.of(other)).isEqualTo(before);
    }
  }

  @Test
  void oneOtherBitIsFound() throws IOException {
    Path tensors = folder.resolve("agent.safetensors");
    NetworkFormat safetensors = NetworkFormat.named("safetensors");
    try (Learner learner = learner("dqn", "none", SEED)) {
      safetensors.write(learner, Map.of(), tensors);
      byte[] bytes = Files.readAllBytes(tensors);
      bytes[bytes.length / 2] ^= 1;
      Files.write(tensors, bytes);
      assertThatThrownBy(() -> safetensors.read(tensors, learner))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("was changed since it was written");
    }
  }

  @Test
  void anAgentThatDivergedIsNotWritten() {
    try (Learner learner = learner("dqn", "none", SEED)) {
      List<Parameter> played = learner.playedParameters();
      Parameter bias = played.get(played.size() - 1); // nothing that drops NaN is behind it
      float[] values = learner.read(bias.variable());
      values[0] = Float.NaN;
      learner.write(bias.variable(), values);
      for (String format : List.of("safetensors", "savedmodel")) {
        Path out = folder.resolve(format);
        assertThatThrownBy(() -> NetworkFormat.named(format).write(learner, Map.of(), out))
            .hasMessageContaining("diverged");
        assertThat(out).doesNotExist();
      }
    }
  }
}

package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.training.Learners;
import dev.ductile.base.RandomStreams;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16Test {
  private static final CpuFeatures AVX2 = new CpuFeatures("Old CPU", Set.of("avx", "avx2"));
  private static final CpuFeatures AVX512 = new CpuFeatures("New CPU", Set.of("avx512f"));
  private static final int BATCH = 8;

  @Test
  void saysWhyNothingChanges() {
    assertThat(Bfloat16.whyNot(AVX2, Map.of(), true))
        .hasValueSatisfying(why -> assertThat(why).contains("AVX-512").contains("Old CPU"));
    assertThat(Bfloat16.whyNot(AVX512, Map.of("ONEDNN_MAX_CPU_ISA", "avx2"), true))
        .hasValueSatisfying(why -> assertThat(why).contains("ONEDNN_MAX_CPU_ISA=AVX2"));
    assertThat(Bfloat16.whyNot(AVX512, Map.of(), false))
        .hasValueSatisfying(why -> assertThat(why).contains("TF_ENABLE_ONEDNN_OPTS"));
    assertThat(Bfloat16.whyNot(AVX512, Map.of(), true)).isEmpty();
  }

  /** What a program says of itself is what its numbers show, on whatever CPU this runs. */
  @ParameterizedTest
  @CsvSource({"8, true", "1, true", "8, false"})
  void programsSayWhatTheyCompute(int batch, boolean convolution) {
    float x = 1.0009765625f; // bfloat16 has 1 for it
    int channels = 64;
    Shape images = Shape.of(batch, 2, 2, channels);
    Shape filters = Shape.of(1, 1, channels, 2);
    try (Program program =
        new TensorFlowEngine()
            .compile(
                graph ->
                    graph.function(
                        "f",
                        f -> {
                          Tensor in = f.input("x", DataType.FLOAT32, images);
                          Tensor filter = f.scale(f.broadcastTo(f.constant(1f), filters), x);
                          f.output(
                              "y",
                              convolution
                                  ? f.conv2d(in, filter, 1, Padding.VALID)
                                  : f.matmul(
                                      f.reshape(in, Shape.of(4 * batch, channels)),
                                      false,
                                      f.reshape(filter, Shape.of(channels, 2)),
                                      false));
                        }),
                new EngineSettings("cpu", 1, true))) {
      Function function = program.function("f");
      for (int i = 0; i < images.elements(); i++) {
        function.input("x").putFloat(4 * i, x);
      }
      function.run();
      boolean rounded = Math.abs(function.output("y").getFloat(0) - channels * x * x) > 1e-2;
      assertThat(program.bfloat16()).isEqualTo(rounded);
      boolean wanted = convolution && batch >= Rounded.LEAST_BATCH && Bfloat16.isComputed();
      assertThat(rounded).isEqualTo(wanted);
    }
  }

  /**
   * Two convolutions, the second over blocks, and a dense layer; gradients of all it is made of.
   */
  private static void network(FunctionBuilder f) {
    Tensor images = f.input("images", DataType.UINT8, Shape.of(BATCH, 14, 14, 4));
    Tensor first = f.input("first", DataType.FLOAT32, Shape.of(4, 4, 4, 16));
    Tensor firstBias = f.input("firstBias", DataType.FLOAT32, Shape.of(16));
    Tensor second = f.input("second", DataType.FLOAT32, Shape.of(4, 4, 16, 32));
    Tensor dense = f.input("dense", DataType.FLOAT32, Shape.of(128, 3));
    Tensor h = f.relu(f.biasAdd(f.convPixels(images, first, 2, Padding.VALID), firstBias));
    Tensor y = f.relu(f.conv2d(h, second, 2, Padding.VALID));
    Tensor out = f.matmul(f.reshape(y, Shape.of(BATCH, 128)), false, dense, false);
    Tensor loss = f.meanAll(f.square(f.shift(out, -1f)));
    f.output("loss", loss);
    List<Tensor> of = List.of(first, firstBias, second, dense, h, y);
    List<Tensor> gradients = f.gradients(loss, of);
    for (int i = 0; i < of.size(); i++) {
      f.output("gradient" + i, gradients.get(i));
    }
  }

  private static Program program(boolean bfloat16) {
    return new TensorFlowEngine()
        .compile(
            graph -> graph.function("network", Bfloat16Test::network),
            new EngineSettings("cpu", 1, bfloat16));
  }

  private static void fill(Function function) {
    Random random = new Random(5);
    for (String name : List.of("first", "firstBias", "second", "dense")) {
      ByteBuffer values = function.input(name);
      for (int i = 0; i < values.capacity(); i += 4) {
        values.putFloat(i, (float) random.nextGaussian() * 0.2f);
      }
    }
    byte[] bytes = new byte[function.input("images").capacity()];
    random.nextBytes(bytes);
    function.input("images").put(0, bytes);
    function.run();
  }

  /** Each operation rounds to 8 bits; a unit near 0 may open or close, which its gradient shows. */
  @Test
  void lossAndGradientsAreThoseOfFloat32ButForRounding() {
    try (Program exact = program(false);
        Program rounded = program(true)) {
      Function wanted = exact.function("network");
      Function found = rounded.function("network");
      fill(wanted);
      fill(found);
      for (String output :
          List.of(
              "loss",
              "gradient0",
              "gradient1",
              "gradient2",
              "gradient3",
              "gradient4",
              "gradient5")) {
        double error = relativeError(found.output(output), wanted.output(output));
        assertThat(error).as(output).isLessThan(output.equals("loss") ? 0.01 : 0.1);
        assertThat(error > 0).as(output).isEqualTo(rounded.bfloat16());
      }
    }
  }

  private static double relativeError(ByteBuffer found, ByteBuffer wanted) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < wanted.capacity(); i += 4) {
      difference += Math.pow(found.getFloat(i) - (double) wanted.getFloat(i), 2);
      norm += Math.pow(wanted.getFloat(i), 2);
    }
    assertThat(norm).isPositive();
    return Math.sqrt(difference / norm);
  }

  private static Learner learner(boolean bfloat16) {
    RunConfig config =
        AgentPresets.load("rainbow", "dqn-zoo")
            .put("env.game", "volley", "test")
            .put("network.hiddenUnits", 32, "test")
            .put("replay.batchSize", BATCH, "test")
            .put("run.bfloat16", bfloat16, "test")
            .toConfig();
    return Learners.create(config, new TensorFlowEngine(), 3, List.of(1));
  }

  private record Trained(double loss, String parameters) {}

  private static Trained train(boolean bfloat16) {
    try (Learner learner = learner(bfloat16)) {
      RandomStreams streams = new RandomStreams(3);
      learner.initialize(streams.stream("initialization", 0));
      var noise = streams.stream("noise", 0);
      Random random = new Random(4);
      double sum = 0;
      for (int update = 0; update < 6; update++) {
        for (String input : List.of("observations", "nextObservations")) {
          byte[] bytes = new byte[learner.updateInput(input).capacity()];
          random.nextBytes(bytes);
          learner.updateInput(input).put(0, bytes);
        }
        for (int i = 0; i < BATCH; i++) {
          learner.updateInput("actions").putInt(4 * i, random.nextInt(3));
          learner.updateInput("returns").putFloat(4 * i, random.nextFloat());
          learner.updateInput("discounts").putFloat(4 * i, 0.97f);
          learner.updateInput("weights").putFloat(4 * i, 1);
        }
        learner.drawForUpdate(noise);
        learner.update();
        sum += learner.loss();
      }
      return new Trained(sum, learner.parametersSha256());
    }
  }

  /** Equal seeds, equal bits, also where two threads share an update; and the losses of float32. */
  @Test
  void updatesRepeatThemselvesAndLearnTheSame() {
    Trained rounded = train(true);
    assertThat(train(true)).isEqualTo(rounded);
    Trained exact = train(false);
    assertThat(rounded.loss()).isCloseTo(exact.loss(), within(0.01 * exact.loss()));
    assertThat(rounded.parameters().equals(exact.parameters())).isEqualTo(!Bfloat16.isComputed());
  }
}

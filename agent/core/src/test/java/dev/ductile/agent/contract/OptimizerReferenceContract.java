package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallProgram.compile;
import static dev.ductile.agent.contract.SmallProgram.read;
import static dev.ductile.agent.contract.SmallProgram.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterGroup;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.optimizer.LearningRateSchedule;
import dev.ductile.agent.optimizer.Optimizer;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.agent.optimizer.OptimizerConfig.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Update rules against numbers of PyTorch 2.13 in float64; run by every engine. */
public abstract class OptimizerReferenceContract {
  private static final Shape THREE = Shape.of(3);

  /** The engine under test. */
  protected abstract Engine engine();

  /**
   * {@code torch.optim.RAdam([θ], lr=1e-3, betas=(0.9, 0.999), eps)} from θ = (1, −2, 0.5) along
   * gradients {@code (0.1, 0.01·((7t mod 13) − 5.5), 1 where t mod 50 = 1 else 0)}, t from 1. The
   * first five updates are not rectified.
   */
  @ParameterizedTest
  @CsvSource({
    "1e-2, 1, 0.9999, -2.000015, 0.499",
    "1e-2, 5, 0.9995, -1.9999863228635817, 0.4978552267059893",
    "1e-2, 6, 0.9994887372368942, -1.9999854901023544, 0.4978491670213674",
    "1e-2, 7, 0.9994738357898475, -1.9999864362218776, 0.49784245812279676",
    "1e-2, 50, 0.9966679738573375, -2.0002286753713983, 0.4977107226963493",
    "1e-2, 2000, -0.053267634370865416, -2.1172702269665646, 0.34877306067525454",
    "1e-8, 6, 0.9994741789205748, -1.9999820718899488, 0.4978472459843692",
    "1e-8, 500, 0.8394701287960952, -2.021141884664776, 0.4780043119323738"
  })
  void rAdamIsThatOfPyTorch(double epsilon, int updates, double a, double b, double c) {
    OptimizerConfig config = OptimizerConfig.of(Kind.RADAM, 1e-3, 0.9, 0.999, 0, epsilon);
    try (Program program = program(config, Map.of("theta", THREE))) {
      write(program, "theta", new float[] {1, -2, 0.5f});
      Function update = program.function("update");
      for (int t = 1; t <= updates; t++) {
        float[] gradient = {0.1f, 0.01f * (7 * t % 13 - 5.5f), t % 50 == 1 ? 1 : 0};
        put(update, "theta", gradient);
        update.run();
      }
      // Differences of single steps show: one is up to 1e-3.
      double tolerance = updates < 10 ? 3e-7 : 3e-5;
      float[] theta = read(program, "theta");
      assertThat((double) theta[0]).isCloseTo(a, within(tolerance));
      assertThat((double) theta[1]).isCloseTo(b, within(tolerance));
      assertThat((double) theta[2]).isCloseTo(c, within(tolerance));
    }
  }

  /**
   * {@code torch.optim.Muon([D, C], lr=0.01, weight_decay=0.1, momentum=0.95,
   * adjust_lr_fn="match_rms_adamw")} with {@code torch.Tensor.bfloat16 = torch.Tensor.clone}, so
   * that it stays in float64. D is 5 × 3, the transpose of dense weights {@code cos(5i + j)}; C is
   * 3 × 4, of a 1 × 2 filter of two channels with elements {@code sin(k)}. Gradients are {@code
   * sin(t + 1.7(5i + j))} and {@code 0.001·cos(2t + 0.9k²)}. The last number of each is {@code Σ
   * k·θₖ}.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.996943319535058, 0.5388810649012845, 12.720512184445475,"
        + " 0.0005267266494241631, 0.8433976317719166, -6.576237469637364",
    "3, 0.991252560073326, 0.5397364288237662, 12.69611342182665,"
        + " 0.0012114926463670645, 0.8401067469303795, -6.632247500411527",
    "20, 0.9719236941497297, 0.5325171712541449, 12.480684638656637,"
        + " 0.003932041086178706, 0.832174150326606, -6.393102879671072"
  })
  void muonIsThatOfPyTorch(
      int updates, double d0, double d1, double dSum, double c0, double c1, double cSum) {
    OptimizerConfig config =
        new OptimizerConfig(
            Kind.MUON,
            0.01,
            0.9,
            0.999,
            0.95,
            1e-8,
            0.1,
            0,
            ParameterGroup.ALL,
            0,
            0,
            LearningRateSchedule.CONSTANT,
            0.01,
            0);
    Shape dense = Shape.of(3, 5);
    Shape filter = Shape.of(1, 2, 2, 3);
    try (Program program = program(config, Map.of("fc.weight", dense, "conv.weight", filter))) {
      write(program, "fc.weight", floats(15, k -> Math.cos(k)));
      write(program, "conv.weight", floats(12, k -> Math.sin(k)));
      Function update = program.function("update");
      for (int t = 1; t <= updates; t++) {
        int step = t;
        put(update, "fc.weight", floats(15, k -> Math.sin(step + 1.7 * k)));
        put(update, "conv.weight", floats(12, k -> 1e-3 * Math.cos(2 * step + 0.9 * k * k)));
        update.run();
      }
      assertIs(read(program, "fc.weight"), d0, d1, dSum);
      assertIs(read(program, "conv.weight"), c0, c1, cSum);
    }
  }

  private static void assertIs(float[] values, double first, double second, double sum) {
    assertThat((double) values[0]).isCloseTo(first, within(3e-6));
    assertThat((double) values[1]).isCloseTo(second, within(3e-6));
    double weighted = 0;
    for (int k = 0; k < values.length; k++) {
      weighted += (double) k * values[k];
    }
    assertThat(weighted).isCloseTo(sum, within(1e-4));
  }

  private static float[] floats(int n, IntToDoubleFunction at) {
    float[] values = new float[n];
    for (int k = 0; k < n; k++) {
      values[k] = (float) at.applyAsDouble(k);
    }
    return values;
  }

  private static void put(Function update, String parameter, float[] gradient) {
    update.input(parameter + ".gradient").asFloatBuffer().put(0, gradient);
  }

  private Program program(OptimizerConfig config, Map<String, Shape> shapes) {
    return compile(
        engine(),
        graph -> {
          List<Parameter> parameters =
              shapes.entrySet().stream()
                  .map(
                      e ->
                          new Parameter(
                              e.getKey(),
                              e.getValue(),
                              ParameterRole.WEIGHT,
                              Initializer.ZEROS,
                              1,
                              1,
                              graph.variable(e.getKey(), e.getValue())))
                  .toList();
          graph.function(
              "update",
              f ->
                  Optimizer.of(config)
                      .step(
                          graph,
                          f,
                          parameters,
                          parameters.stream()
                              .map(
                                  p -> f.input(p.name() + ".gradient", DataType.FLOAT32, p.shape()))
                              .toList()));
        });
  }
}

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
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.optimizer.Optimizer;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.agent.optimizer.OptimizerConfig.Kind;
import java.util.List;
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
    try (Program program = program(config)) {
      write(program, "theta", new float[] {1, -2, 0.5f});
      Function update = program.function("update");
      for (int t = 1; t <= updates; t++) {
        float[] gradient = {0.1f, 0.01f * (7 * t % 13 - 5.5f), t % 50 == 1 ? 1 : 0};
        update.input("gradient").asFloatBuffer().put(0, gradient);
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

  private Program program(OptimizerConfig config) {
    return compile(
        engine(),
        graph -> {
          Parameter theta =
              new Parameter(
                  "theta",
                  THREE,
                  ParameterRole.WEIGHT,
                  Initializer.ZEROS,
                  1,
                  1,
                  graph.variable("theta", THREE));
          graph.function(
              "update",
              f ->
                  Optimizer.of(config)
                      .step(
                          graph,
                          f,
                          List.of(theta),
                          List.of(f.input("gradient", DataType.FLOAT32, THREE))));
        });
  }
}

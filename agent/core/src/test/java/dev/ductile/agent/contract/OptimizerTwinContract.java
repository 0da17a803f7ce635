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
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.optimizer.Optimizer;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.agent.optimizer.OptimizerConfig.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Update rules over many steps against their formulas in double precision; run by every engine. */
public abstract class OptimizerTwinContract {
  private static final int STEPS = 1000;
  private static final int SIZE = 5;
  private static final long SEED = 99;
  private static final double TOLERANCE = 1e-4;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double DECAY = 0.95;

  /** The engine under test. */
  protected abstract Engine engine();

  /** Optimisers of one scalar, as their papers and reference implementations write them. */
  private static final class Twin {
    private final OptimizerConfig config;
    private double theta;
    private double first;
    private double second;
    private int t;

    Twin(OptimizerConfig config, double theta) {
      this.config = config;
      this.theta = theta;
    }

    void step(double g) {
      t++;
      boolean rmsProp = config.kind() == Kind.RMSPROP_CENTERED || config.kind() == Kind.RMSPROP;
      double b1 = rmsProp ? DECAY : BETA1;
      double b2 = rmsProp ? DECAY : BETA2;
      first = b1 * first + (1 - b1) * g;
      second = b2 * second + (1 - b2) * g * g;
      double c1 = 1 - Math.pow(BETA1, t);
      double c2 = 1 - Math.pow(BETA2, t);
      double epsilon = config.epsilon();
      theta -=
          config.learningRate()
              * switch (config.kind()) {
                // Muon leaves to Adam what is no matrix.
                case ADAM, MUON -> (first / c1) / (Math.sqrt(second / c2) + epsilon);
                case ADAM_EPSILON_HAT -> Math.sqrt(c2) / c1 * first / (Math.sqrt(second) + epsilon);
                case RADAM -> RAdamLoop.direction(config, t, first, second);
                case RMSPROP -> g / (Math.sqrt(second) + epsilon);
                case RMSPROP_CENTERED -> g / Math.sqrt(second - first * first + epsilon);
              };
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void staysWithItsFormula(Kind kind) {
    // A large epsilon, so that its place shows.
    OptimizerConfig config = OptimizerConfig.of(kind, 1e-3, BETA1, BETA2, DECAY, 1e-2);
    Random random = new Random(SEED);
    float[] start = {1f, -2f, 0.5f, 0f, 3f};
    try (Program program = program(config)) {
      write(program, "theta", start);
      Twin[] twins = new Twin[SIZE];
      for (int i = 0; i < SIZE; i++) {
        twins[i] = new Twin(config, start[i]);
      }
      Function update = program.function("update");
      for (int step = 0; step < STEPS; step++) {
        for (int i = 0; i < SIZE; i++) {
          // Element 0 has a steady gradient, element 3 a rare one, the rest noise of many sizes.
          double noise = random.nextGaussian() * Math.pow(10, i - 3);
          float g = (float) (i == 0 ? 0.1 : i == 3 && step % 50 != 0 ? 0 : noise);
          update.input("gradient").asFloatBuffer().put(i, g);
          twins[i].step(g);
        }
        update.run();
        if (step < 3 || step == STEPS - 1) {
          float[] theta = read(program, "theta");
          for (int i = 0; i < SIZE; i++) {
            assertThat((double) theta[i])
                .as("%s, element %d after step %d, seed %d", kind, i, step, SEED)
                .isCloseTo(twins[i].theta, within(TOLERANCE));
          }
        }
      }
      float[] end = read(program, "theta");
      assertThat(Math.abs(end[0] - start[0])).as("it moved").isGreaterThan(0.1f);
    }
  }

  private Program program(OptimizerConfig config) {
    Shape shape = Shape.of(SIZE);
    return compile(
        engine(),
        graph -> {
          Parameter theta =
              new Parameter(
                  "theta",
                  shape,
                  ParameterRole.WEIGHT,
                  Initializer.ZEROS,
                  1,
                  1,
                  graph.variable("theta", shape));
          graph.function(
              "update",
              f -> {
                Tensor gradient = f.input("gradient", DataType.FLOAT32, shape);
                Optimizer.of(config).step(graph, f, List.of(theta), List.of(gradient));
              });
        });
  }
}

package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel and its gradient against the formulas in double precision. */
class FusedLayerNormTest {
  private static final double EPSILON = 1e-5;

  private double mean;
  private double root;

  /**
   * Rows of every size that networks have, also far from 0 and nearly without variance; the first
   * are too few for the kernel.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 7, 0, 1",
    "2400, 7, 0, 1",
    "960, 32, 2, 3",
    "32, 512, 0, 1",
    "6, 3136, 1, 1",
    "1024, 16, 100, 1",
    "1024, 16, 1, 1e-3"
  })
  void valueAndGradientsAreThoseOfTheFormula(int rows, int width, double shift, double spread) {
    Assumptions.assumeTrue(FusedLayerNorm.isAvailable(), "this TensorFlow has no such kernel");
    long seed = 20240229L + rows * 31L + width;
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = numbers(random, rows * width, shift, spread);
    float[] scale = numbers(random, width, 1, 0.5);
    float[] offset = numbers(random, width, 0, 1);
    float[] dy = numbers(random, rows * width, 0, 1);
    EngineSettings cpu = new EngineSettings("cpu", 1, false);
    try (Program program =
        new TensorFlowEngine()
            .compile(graph -> graph.function("f", f -> define(f, rows, width)), cpu)) {
      Function function = program.function("f");
      function.input("x").asFloatBuffer().put(x);
      function.input("scale").asFloatBuffer().put(scale);
      function.input("offset").asFloatBuffer().put(offset);
      function.input("dy").asFloatBuffer().put(dy);
      function.run();
      double[][] expected = formula(rows, width, x, scale, offset, dy);
      String[] names = {"y", "dx", "dscale", "doffset"};
      // What float32 leaves of a deviation when the mean is so much larger.
      double rounding = 2e-6 * (1 + Math.abs(shift) / spread);
      for (int i = 0; i < names.length; i++) {
        float[] actual = new float[expected[i].length];
        function.output(names[i]).asFloatBuffer().get(actual);
        close(names[i] + " of seed " + seed, actual, expected[i], rounding);
      }
    }
  }

  private static void define(FunctionBuilder f, int rows, int width) {
    Tensor x = f.input("x", DataType.FLOAT32, Shape.of(rows, width));
    Tensor scale = f.input("scale", DataType.FLOAT32, Shape.of(width));
    Tensor offset = f.input("offset", DataType.FLOAT32, Shape.of(width));
    Tensor dy = f.input("dy", DataType.FLOAT32, Shape.of(rows, width));
    Tensor y = f.layerNorm(x, scale, offset, (float) EPSILON, -1);
    List<Tensor> gradients = f.gradients(f.sumAll(f.multiply(y, dy)), List.of(x, scale, offset));
    f.output("y", y);
    f.output("dx", gradients.get(0));
    f.output("dscale", gradients.get(1));
    f.output("doffset", gradients.get(2));
  }

  private double[][] formula(
      int rows, int width, float[] x, float[] scale, float[] offset, float[] dy) {
    double[][] result = {
      new double[rows * width], new double[rows * width], new double[width], new double[width]
    };
    for (int r = 0; r < rows; r++) {
      int row = r * width;
      moments(x, row, width);
      double alongMean = 0;
      double alongNormal = 0;
      for (int i = 0; i < width; i++) {
        double n = (x[row + i] - mean) * root;
        result[0][row + i] = n * scale[i] + offset[i];
        result[2][i] += dy[row + i] * n;
        result[3][i] += dy[row + i];
        alongMean += dy[row + i] * scale[i] / width;
        alongNormal += dy[row + i] * scale[i] * n / width;
      }
      for (int i = 0; i < width; i++) {
        double n = (x[row + i] - mean) * root;
        result[1][row + i] = root * (dy[row + i] * scale[i] - alongMean - n * alongNormal);
      }
    }
    return result;
  }

  private void moments(float[] x, int from, int width) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      sum += x[from + i];
    }
    mean = sum / width;
    double squares = 0;
    for (int i = 0; i < width; i++) {
      squares += Math.pow(x[from + i] - mean, 2);
    }
    root = 1 / Math.sqrt(squares / width + EPSILON);
  }

  private static void close(String what, float[] actual, double[] expected, double rounding) {
    assertThat(actual).as(what).hasSize(expected.length);
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as(what + " [" + i + "]")
          .isEqualTo(expected[i], within(rounding * largest * 10));
    }
  }

  private static float[] numbers(SplittableRandom random, int count, double shift, double spread) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (shift + spread * (random.nextDouble() * 2 - 1));
    }
    return numbers;
  }
}

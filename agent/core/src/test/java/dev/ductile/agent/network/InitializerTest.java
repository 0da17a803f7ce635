package dev.ductile.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {
  private static final int COUNT = 200_000;

  private static UniformRandomProvider random(long seed) {
    return RandomSource.XO_SHI_RO_256_PP.create(seed);
  }

  /** Bounds worked out by hand from each formula. */
  @ParameterizedTest
  @CsvSource({
    "UNIFORM_FAN_IN, 256, 32, 0.0625",
    "UNIFORM_FAN_IN, 1, 99, 1",
    "XAVIER_UNIFORM, 100, 50, 0.2",
    "XAVIER_UNIFORM, 3136, 512, 0.0405554",
    "VARIANCE_SCALING_FAN_IN, 300, 7, 0.0759836",
  })
  void isUniformWithinItsBound(Initializer initializer, int fanIn, int fanOut, double bound) {
    float[] values = new float[COUNT];
    initializer.fill(values, fanIn, fanOut, random(fanIn));
    double sum = 0;
    double squares = 0;
    double largest = 0;
    int lowQuarter = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
      largest = Math.max(largest, Math.abs(v));
      lowQuarter += v < -bound / 2 ? 1 : 0;
    }
    // Five standard errors of each statistic of U(-bound, bound).
    double error = 5 / Math.sqrt(COUNT);
    assertThat(largest).isLessThanOrEqualTo(bound * 1.00001).isGreaterThan(bound * 0.999);
    assertThat(sum / COUNT).isCloseTo(0, within(error * bound / Math.sqrt(3)));
    assertThat(squares / COUNT)
        .isCloseTo(bound * bound / 3, within(error * bound * bound * Math.sqrt(4.0 / 45)));
    assertThat(lowQuarter / (double) COUNT).isCloseTo(0.25, within(error * Math.sqrt(3) / 4));
  }

  /** Deviation as asked for, nothing beyond two deviations of the normal before it was cut. */
  @Test
  void heNormalIsCutOffAndWidened() {
    float[] values = new float[COUNT];
    Initializer.HE_NORMAL.fill(values, 50, 7, random(5));
    double squares = 0;
    double largest = 0;
    for (float v : values) {
      squares += (double) v * v;
      largest = Math.max(largest, Math.abs(v));
    }
    assertThat(Math.sqrt(squares / COUNT)).isCloseTo(0.2, within(0.2 * 5 / Math.sqrt(2 * COUNT)));
    double limit = 2 * 0.2 / 0.87962566103423978;
    assertThat(largest).isLessThanOrEqualTo(limit * 1.00001).isGreaterThan(limit * 0.999);
  }

  @Test
  void constantsDrawNothing() {
    float[] values = new float[10];
    UniformRandomProvider used = random(1);
    Initializer.ONES.fill(values, 4, 4, used);
    assertThat(values).containsOnly(1f);
    Initializer.ZEROS.fill(values, 4, 4, used);
    assertThat(values).containsOnly(0f);
    assertThat(used.nextLong()).isEqualTo(random(1).nextLong());
  }

  /**
   * Products of columns, or of rows where these are fewer, are gain² on the diagonal and else 0.
   */
  @ParameterizedTest
  @CsvSource({
    "ORTHOGONAL, 64, 64, 1",
    "ORTHOGONAL, 257, 40, 1",
    "ORTHOGONAL_SQRT2, 31, 90, 2",
    "ORTHOGONAL_SQRT2, 5, 1, 2",
  })
  void isOrthogonal(Initializer initializer, int rows, int columns, double squaredGain) {
    float[] w = new float[rows * columns];
    initializer.fill(w, rows, 3, random(rows));
    boolean tall = rows >= columns;
    int side = Math.min(rows, columns);
    for (int a = 0; a < side; a++) {
      for (int b = 0; b < side; b++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          product +=
              tall
                  ? (double) w[k * columns + a] * w[k * columns + b]
                  : (double) w[a * columns + k] * w[b * columns + k];
        }
        assertThat(product)
            .as("%d × %d: %d, %d", rows, columns, a, b)
            .isCloseTo(a == b ? squaredGain : 0, within(2e-6));
      }
    }
  }

  /** Q with a positive diagonal of R, as a library's Householder reflections give it. */
  @Test
  void orthogonalIsTheUniqueFactorOfItsNormalNumbers() {
    int rows = 9;
    int columns = 6;
    float[] w = new float[rows * columns];
    Initializer.ORTHOGONAL.fill(w, rows, 1, random(7));
    float[] normal = new float[w.length];
    Initialization.normal().fill(normal, rows, 1, random(7));
    RealMatrix x = new Array2DRowRealMatrix(rows, columns);
    for (int i = 0; i < normal.length; i++) {
      x.setEntry(i % rows, i / rows, normal[i]); // columns are drawn one after another
    }
    QRDecomposition qr = new QRDecomposition(x);
    for (int j = 0; j < columns; j++) {
      double sign = Math.signum(qr.getR().getEntry(j, j));
      for (int i = 0; i < rows; i++) {
        assertThat((double) w[i * columns + j])
            .as("%d, %d", i, j)
            .isCloseTo(sign * qr.getQ().getEntry(i, j), within(1e-5));
      }
    }
  }

  /** Uniform on the sphere: a column's entries have mean 0 and variance 1/rows. */
  @Test
  void orthogonalHasNoPreferredDirection() {
    int rows = 4;
    int draws = 4000;
    UniformRandomProvider stream = random(5);
    double[] sums = new double[rows * rows];
    double[] squares = new double[rows * rows];
    float[] w = new float[rows * rows];
    for (int draw = 0; draw < draws; draw++) {
      Initializer.ORTHOGONAL.fill(w, rows, rows, stream);
      for (int i = 0; i < w.length; i++) {
        sums[i] += w[i];
        squares[i] += (double) w[i] * w[i];
      }
    }
    for (int i = 0; i < w.length; i++) {
      // Five standard errors; the variance of a squared entry is below 1/rows.
      assertThat(sums[i] / draws).as("mean of %d", i).isCloseTo(0, within(2.5 / Math.sqrt(draws)));
      assertThat(squares[i] / draws)
          .as("square of %d", i)
          .isCloseTo(0.25, within(2.5 / Math.sqrt(draws)));
    }
  }

  @Test
  void orthogonalVectorsAreRefused() {
    assertThatThrownBy(() -> Initializer.ORTHOGONAL.fill(new float[7], 3, 7, random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no matrix of 3 rows");
  }

  @ParameterizedTest
  @CsvSource({"UNIFORM_FAN_IN", "XAVIER_UNIFORM", "VARIANCE_SCALING_FAN_IN", "ORTHOGONAL"})
  void equalStreamsGiveEqualValues(Initializer initializer) {
    float[] one = new float[96];
    float[] two = new float[96];
    initializer.fill(one, 8, 8, random(3));
    initializer.fill(two, 8, 8, random(3));
    assertThat(Arrays.equals(one, two)).isTrue();
    initializer.fill(two, 8, 8, random(4));
    assertThat(Arrays.equals(one, two)).isFalse();
  }
}

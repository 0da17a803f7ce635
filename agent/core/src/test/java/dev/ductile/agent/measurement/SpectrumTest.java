package dev.ductile.agent.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class SpectrumTest {
  /** diag(4, 3, 0.4) in orthogonal columns of a taller matrix. */
  private static final float[] TALL = {4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0.4f};

  @Test
  void handWorkedRanks() {
    Spectrum s = Spectrum.ofMatrix(TALL, 4, 3);
    assertThat(s.largest()).isCloseTo(4, within(1e-12));
    // Σσ = 7.4: 4/7.4 = .54, 7/7.4 = .946, 1.
    assertThat(s.leastRankOfSum(0.5)).isEqualTo(1);
    assertThat(s.leastRankOfSum(0.94)).isEqualTo(2);
    assertThat(s.leastRankOfSum(0.99)).isEqualTo(3);
    // Σσ² = 25.16: 25/25.16 = .9936.
    assertThat(s.leastRankOfSquares(0.99)).isEqualTo(2);
    assertThat(s.stableRank()).isCloseTo(25.16 / 16, within(1e-6));
    // σ/√4 = 2, 1.5, .2
    assertThat(s.featureRank(0.01)).isEqualTo(3);
    assertThat(s.featureRank(0.25)).isEqualTo(2);
    assertThat(s.ratio(2)).isCloseTo(4 / 3.0, within(1e-6));
    assertThat(s.ratio(10)).isCloseTo(10, within(1e-5));
    double entropy = 0;
    for (double p : new double[] {4 / 7.4, 3 / 7.4, 0.4 / 7.4}) {
      entropy -= p * Math.log(p);
    }
    assertThat(s.effectiveRank()).isCloseTo(Math.exp(entropy), within(1e-6));
  }

  @Test
  void equalSingularValuesHaveFullRankByEveryDefinition() {
    Spectrum s = Spectrum.ofSymmetric(new double[][] {{0, 2, 0}, {2, 0, 0}, {0, 0, -2}});
    assertThat(s.effectiveRank()).isCloseTo(3, within(1e-9));
    assertThat(s.stableRank()).isCloseTo(3, within(1e-9));
    assertThat(s.leastRankOfSum(0.99)).isEqualTo(3);
  }

  @Test
  void singularValuesEqualThoseOfADecomposition() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int[] shape : new int[][] {{7, 4}, {4, 7}, {5, 5}}) {
      float[] values = new float[shape[0] * shape[1]];
      double[][] matrix = new double[shape[0]][shape[1]];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
        matrix[i / shape[1]][i % shape[1]] = values[i];
      }
      double[] sigma =
          new SingularValueDecomposition(new Array2DRowRealMatrix(matrix)).getSingularValues();
      Spectrum s = Spectrum.ofMatrix(values, shape[0], shape[1]);
      for (int k = 1; k <= sigma.length; k++) {
        assertThat(s.ratio(k)).as("seed %d", seed).isCloseTo(sigma[0] / sigma[k - 1], within(1e-6));
      }
      assertThat(s.largest()).as("seed %d", seed).isCloseTo(sigma[0], within(1e-9));
    }
  }

  @Test
  void zeroMatricesHaveRankZeroAndBrokenOnesNone() {
    Spectrum zero = Spectrum.ofMatrix(new float[6], 3, 2);
    assertThat(zero.effectiveRank()).isZero();
    assertThat(zero.stableRank()).isZero();
    assertThat(zero.leastRankOfSum(0.99)).isZero();
    assertThat(zero.featureRank(0.01)).isZero();
    float[] broken = new float[6];
    broken[3] = Float.NaN;
    assertThat(Spectrum.ofMatrix(broken, 3, 2).effectiveRank()).isNaN();
    assertThat(Spectrum.ofMatrix(broken, 3, 2).stableRank()).isNaN();
    assertThat(Arrays.stream(Spectrum.eigenvalues(new double[][] {{Double.NaN}})).toArray())
        .containsExactly(Double.NaN);
  }
}

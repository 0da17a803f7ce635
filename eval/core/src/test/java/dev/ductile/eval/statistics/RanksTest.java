package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.base.RandomStreams;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class RanksTest {
  @Test
  void tiesShareTheirRank() {
    assertThat(Ranks.of(new double[] {5, 1, 5, 3, 5})).containsExactly(4, 1, 4, 2, 4);
  }

  /** Without ties: 1 - 6·Σd²/(n(n²-1)), with ranks by counting smaller values. */
  @Test
  void correlationAgreesWithTheFormulaWithoutTies() {
    for (int round = 0; round < 50; round++) {
      long seed = System.nanoTime() + round;
      UniformRandomProvider random = new RandomStreams(seed).stream("test", 0);
      int n = 2 + random.nextInt(8);
      double[] x = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = random.nextDouble();
        y[i] = random.nextDouble();
      }
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double d = smaller(x, i) - smaller(y, i);
        squares += d * d;
      }
      assertThat(Ranks.correlation(x, y))
          .as("seed %d", seed)
          .isCloseTo(1 - 6 * squares / (n * (n * n - 1.0)), within(1e-12));
    }
  }

  private static double smaller(double[] values, int index) {
    int count = 0;
    for (double value : values) {
      count += value < values[index] ? 1 : 0;
    }
    return count;
  }

  /** R: cor(c(1,2,3,4), c(1,1,2,3), method = "spearman") is 4.5/sqrt(5·4.5). */
  @Test
  void correlationWithTies() {
    double[] x = {1, 2, 3, 4};
    double[] y = {1, 1, 2, 3};
    assertThat(Ranks.correlation(x, y)).isCloseTo(4.5 / Math.sqrt(5 * 4.5), within(1e-12));
    assertThat(Ranks.correlation(x, new double[] {7, 7, 7, 7})).isNaN();
  }
}

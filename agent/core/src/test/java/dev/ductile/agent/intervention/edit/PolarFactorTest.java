package dev.ductile.agent.intervention.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Newton-Schulz iterations against those of FIRE's code, and against what they converge to. */
class PolarFactorTest {
  /**
   * What {@code fire} of the published code makes of a filter of 2 channels, a window of 1 × 2 and
   * 3 outputs with elements {@code sin(k + 1)} in the order window, channel, output, by 3
   * iterations in float64: there times {@code √(3/2)/2}.
   */
  private static final double[] PUBLISHED = {
    0.32803837573484274, 0.29752642574090565, -0.006529947965808393,
    -0.22706086049038696, -0.3510278693296806, -0.15226147395522596,
    0.2723120943562374, 0.337545483642653, 0.09244111193876633,
    -0.142128355218902, -0.348843668910501, -0.23483372218078916
  };

  @Test
  void iterationsAreThoseOfThePublishedCode() {
    for (int position = 0; position < 2; position++) {
      double[][] wide = new double[2][3];
      double[][] tall = new double[3][2];
      for (int i = 0; i < 2; i++) {
        for (int o = 0; o < 3; o++) {
          wide[i][o] = Math.sin(position * 6 + i * 3 + o + 1);
          tall[o][i] = wide[i][o];
        }
      }
      PolarFactor.of(wide, 3);
      PolarFactor.of(tall, 3);
      for (int i = 0; i < 2; i++) {
        for (int o = 0; o < 3; o++) {
          double expected = PUBLISHED[position * 6 + i * 3 + o] / (Math.sqrt(1.5) / 2);
          assertThat(wide[i][o]).isCloseTo(expected, within(1e-12));
          assertThat(tall[o][i]).isCloseTo(expected, within(1e-12));
        }
      }
    }
  }

  @Test
  void theyEndAtOrthogonalColumns() {
    Random random = new Random(3);
    double[][] matrix = new double[7][4];
    for (double[] row : matrix) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextGaussian();
      }
    }
    PolarFactor.of(matrix, 30);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double dot = 0;
        for (double[] row : matrix) {
          dot += row[i] * row[j];
        }
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void zerosStay() {
    double[][] zeros = new double[3][2];
    PolarFactor.of(zeros, 10);
    assertThat(zeros).isDeepEqualTo(new double[3][2]);
  }
}

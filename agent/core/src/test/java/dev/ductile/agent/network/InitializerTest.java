package dev.ductile.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
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

  @ParameterizedTest
  @CsvSource({"UNIFORM_FAN_IN", "XAVIER_UNIFORM", "VARIANCE_SCALING_FAN_IN"})
  void equalStreamsGiveEqualValues(Initializer initializer) {
    float[] one = new float[100];
    float[] two = new float[100];
    initializer.fill(one, 8, 8, random(3));
    initializer.fill(two, 8, 8, random(3));
    assertThat(Arrays.equals(one, two)).isTrue();
    initializer.fill(two, 8, 8, random(4));
    assertThat(Arrays.equals(one, two)).isFalse();
  }
}

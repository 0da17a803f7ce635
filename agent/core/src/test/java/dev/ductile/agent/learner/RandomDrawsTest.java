package dev.ductile.agent.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Shape;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class RandomDrawsTest {
  private static final long SEED = 41;
  private final RandomInput large = input("large", 500, 401);
  private final RandomInput small = input("small", 9);

  private static RandomInput input(String name, int... dims) {
    return new RandomInput(name, Shape.of(dims), RandomInput.Draw.NORMAL, name);
  }

  private float[] drawn(int threads, RandomInput of) {
    try (RandomDraws draws = new RandomDraws(List.of(large, small), threads)) {
      var random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
      draws.draw(random::nextLong);
      draws.draw(random::nextLong);
      return draws.of(of);
    }
  }

  @Test
  void numbersDoNotDependOnThreads() {
    assertThat(drawn(2, large)).isEqualTo(drawn(1, large)).isEqualTo(drawn(3, large));
    assertThat(drawn(2, small)).isEqualTo(drawn(1, small));
  }

  /** Moments of 200,500 standard normals, and no part like another. */
  @Test
  void largeInputsAreNormalEverywhere() {
    float[] x = drawn(2, large);
    double[] moments = new double[5];
    for (float value : x) {
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(value, power) / x.length;
      }
    }
    double error = 5 / Math.sqrt(x.length); // five standard errors of a mean
    assertThat(moments[1]).as("seed %d", SEED).isCloseTo(0, within(error));
    assertThat(moments[2]).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(moments[3]).isCloseTo(0, within(error * Math.sqrt(15)));
    assertThat(moments[4]).isCloseTo(3, within(error * Math.sqrt(96)));
    int part = 1 << 16;
    for (int i = 0; i < 100; i++) {
      assertThat(x[i]).isNotEqualTo(x[i + part]).isNotEqualTo(x[i + 2 * part]);
    }
    assertThat(x[x.length - 1]).isNotZero();
  }

  @Test
  void theVersionTellsThatNumbersAreOthers() {
    try (RandomDraws draws = new RandomDraws(List.of(large, small), 2)) {
      var random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
      long first = draws.version();
      draws.draw(random::nextLong);
      long second = draws.version();
      draws.restore(draws.save());
      assertThat(List.of(first, second, draws.version())).doesNotHaveDuplicates();
    }
  }
}

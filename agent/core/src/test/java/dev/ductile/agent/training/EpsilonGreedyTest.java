package dev.ductile.agent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpsilonGreedyTest {
  private static final int ACTIONS = 6;
  private static final int DRAWS = 60_000;

  private static UniformRandomProvider random(long seed) {
    return RandomSource.XO_SHI_RO_256_PP.create(seed);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.3, 1})
  void everyActionHasItsProbability(double epsilon) {
    EpsilonGreedy choice = new EpsilonGreedy(random(7), ACTIONS);
    int[] counts = new int[ACTIONS];
    int[] chosen = new int[3];
    float[] row = {0, 1, 5, 2, 3, 4}; // action 2 is the best
    FloatBuffer values = FloatBuffer.allocate(3 * ACTIONS);
    for (int slot = 0; slot < 3; slot++) {
      values.put(slot * ACTIONS, row);
    }
    for (int i = 0; i < DRAWS / 3; i++) {
      if (choice.explore(epsilon, chosen)) {
        choice.exploit(values, chosen);
      }
      for (int action : chosen) {
        counts[action]++;
      }
    }
    for (int a = 0; a < ACTIONS; a++) {
      double p = epsilon / ACTIONS + (a == 2 ? 1 - epsilon : 0);
      double error = 5 * Math.sqrt(p * (1 - p) / DRAWS);
      assertThat(counts[a] / (double) DRAWS).as("action %d", a).isCloseTo(p, within(error));
    }
  }

  @Test
  void firstOfEqualValuesWinsInEachSlot() {
    EpsilonGreedy choice = new EpsilonGreedy(random(1), 4);
    int[] chosen = {-1, 3, -1, -1};
    float[] values = {2, 7, 7, 1, /**/ 9, 9, 9, 9, /**/ -1, -1, -1, -1, /**/ -5, -4, -3, -2};
    choice.exploit(FloatBuffer.wrap(values), chosen);
    assertThat(chosen).containsExactly(1, 3, 0, 3);
  }

  @Test
  void streamPositionDoesNotDependOnEpsilon() {
    UniformRandomProvider never = random(5);
    UniformRandomProvider always = random(5);
    int[] chosen = new int[4];
    for (int i = 0; i < 1000; i++) {
      assertThat(new EpsilonGreedy(never, ACTIONS).explore(0, chosen)).isTrue();
      assertThat(chosen).containsOnly(-1);
      assertThat(new EpsilonGreedy(always, ACTIONS).explore(1, chosen)).isFalse();
      assertThat(chosen).doesNotContain(-1);
    }
    assertThat(never.nextLong()).isEqualTo(always.nextLong());
  }
}

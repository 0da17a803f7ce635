package dev.ductile.agent.training.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The backward recursion against the definition: a weighted sum of n-step returns. */
class LambdaReturnsTest {
  private static final double DISCOUNT = 0.9;

  private float[] rewards;
  private float[] nextValues;
  private boolean[] terminated;
  private boolean[] last;

  private void random(SplittableRandom random, int size) {
    rewards = new float[size];
    nextValues = new float[size];
    terminated = new boolean[size];
    last = new boolean[size];
    for (int i = 0; i < size; i++) {
      rewards[i] = (float) random.nextDouble(-1, 1);
      nextValues[i] = (float) random.nextDouble(-10, 10);
      terminated[i] = random.nextInt(6) == 0;
      last[i] = terminated[i] || random.nextInt(6) == 0;
    }
  }

  private float[] compute(int slots, double lambda) {
    float[] returns = new float[rewards.length];
    LambdaReturns.compute(slots, DISCOUNT, lambda, rewards, nextValues, terminated, last, returns);
    return returns;
  }

  @RepeatedTest(20)
  void equalTheWeightedSumOfNStepReturns() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    int slots = random.nextInt(1, 4);
    int steps = random.nextInt(1, 12);
    double lambda = random.nextDouble();
    random(random, slots * steps);
    float[] returns = compute(slots, lambda);
    for (int i = 0; i < returns.length; i++) {
      assertThat((double) returns[i])
          .as("seed %d, transition %d", seed, i)
          .isCloseTo(weighted(slots, lambda, i), within(1e-4));
    }
  }

  /** (1 − λ)·Σ λⁿ⁻¹·G⁽ⁿ⁾, the rest of the weight on the longest. */
  private double weighted(int slots, double lambda, int from) {
    int longest = 1;
    while (!last[from + (longest - 1) * slots] && from + longest * slots < rewards.length) {
      longest++;
    }
    double sum = 0;
    for (int n = 1; n < longest; n++) {
      sum += (1 - lambda) * Math.pow(lambda, n - 1) * steps(slots, from, n);
    }
    return sum + Math.pow(lambda, longest - 1) * steps(slots, from, longest);
  }

  /** r₁ + γ·r₂ + … + γⁿ·V, without V where the nth step terminated. */
  private double steps(int slots, int from, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.pow(DISCOUNT, i) * rewards[from + i * slots];
    }
    int end = from + (n - 1) * slots;
    return terminated[end] ? sum : sum + Math.pow(DISCOUNT, n) * nextValues[end];
  }

  /** Worked by hand: two steps, a termination, a step that a limit cut off, an open end. */
  @Test
  void ofAHandWorkedRollout() {
    rewards = new float[] {1, 0, 2, 1, 1};
    nextValues = new float[] {10, 20, 30, 40, 50};
    terminated = new boolean[] {false, false, true, false, false};
    last = new boolean[] {false, false, true, true, false};
    // 2; 0 + .9·(.5·20 + .5·2) = 9.9; 1 + .9·(.5·10 + .5·9.9) = 9.955; 1 + .9·40; 1 + .9·50.
    assertThat(compute(1, 0.5))
        .containsExactly(new float[] {9.955f, 9.9f, 2, 37, 46}, within(1e-5f));
  }

  @Test
  void withoutLambdaBootstrapAfterEachStep() {
    random(new SplittableRandom(3), 30);
    float[] returns = compute(3, 0);
    for (int i = 0; i < returns.length; i++) {
      double next = terminated[i] ? 0 : nextValues[i];
      assertThat((double) returns[i]).isCloseTo(rewards[i] + DISCOUNT * next, within(1e-5));
    }
  }
}

package dev.ductile.eval.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bootstrap against all resamples, worked out one by one, and against its purpose. */
class BootstrapTest {
  @Test
  void equalsAllResamplesOfThreeValues() {
    double[] values = {1, 4, 10};
    List<Double> means = new ArrayList<>();
    for (double a : values) {
      for (double b : values) {
        for (double c : values) {
          means.add((a + b + c) / 3);
        }
      }
    }
    Collections.sort(means);
    Bootstrap.Interval interval = Bootstrap.mean(values);
    assertThat(interval.mean()).isEqualTo(5);
    // 1/27 of the resamples are all 1, as many all 10: more than 2.5 %.
    assertThat(interval.low()).isEqualTo(means.get(0)).isEqualTo(1);
    assertThat(interval.high()).isEqualTo(means.get(26)).isEqualTo(10);
  }

  @Test
  void quantilesLieOnStraightLines() {
    double[] sorted = {0, 10, 20, 40};
    assertThat(Bootstrap.quantile(sorted, 0)).isZero();
    assertThat(Bootstrap.quantile(sorted, 1)).isEqualTo(40);
    assertThat(Bootstrap.quantile(sorted, 0.5)).isEqualTo(15);
    assertThat(Bootstrap.quantile(sorted, 0.9)).isCloseTo(34, within(1e-9));
  }

  @Test
  void sameValuesSameInterval() {
    double[] values = {3, 1, 4, 1, 5};
    assertThat(Bootstrap.mean(values)).isEqualTo(Bootstrap.mean(values.clone()));
    assertThat(Bootstrap.mean(new double[] {7})).isEqualTo(new Bootstrap.Interval(7, 7, 7));
    assertThat(Bootstrap.mean(new double[0]).mean()).isNaN();
  }

  /** The normal approximation holds for many values. */
  @Test
  void widthIsThatOfTheMean() {
    long seed = 5;
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = random.doubles(400).toArray();
    Bootstrap.Interval interval = Bootstrap.mean(values);
    double expected = 2 * 1.96 * Math.sqrt(1.0 / 12 / 400);
    assertThat(interval.high() - interval.low())
        .as("seed %d", seed)
        .isCloseTo(expected, within(0.1 * expected));
  }
}

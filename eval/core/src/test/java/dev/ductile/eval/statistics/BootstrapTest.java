package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.env.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static UniformRandomProvider stream(long seed) {
    return new RandomStreams(seed).stream("bootstrap", 0);
  }

  /** The same draws, written the slow way: lists, and quantiles by counting. */
  @Test
  void meanAgreesWithANaiveTwin() {
    for (int round = 0; round < 20; round++) {
      long seed = System.nanoTime() + round;
      UniformRandomProvider numbers = stream(seed);
      int size = 1 + numbers.nextInt(9);
      double[] values = DoubleStream.generate(numbers::nextDouble).limit(size).toArray();
      int resamples = 50 + numbers.nextInt(200);
      Interval ours = Bootstrap.mean(values, 0.9, resamples, stream(seed + 1));
      UniformRandomProvider random = stream(seed + 1);
      List<Double> means = new ArrayList<>();
      for (int i = 0; i < resamples; i++) {
        List<Double> sample = new ArrayList<>();
        while (sample.size() < size) {
          sample.add(values[random.nextInt(size)]);
        }
        means.add(sample.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
      }
      assertThat(ours.estimate())
          .as("seed %d", seed)
          .isCloseTo(DoubleStream.of(values).average().orElseThrow(), within(1e-12));
      assertThat(ours.low()).as("seed %d", seed).isCloseTo(naive(means, 0.05), within(1e-12));
      assertThat(ours.high()).as("seed %d", seed).isCloseTo(naive(means, 0.95), within(1e-12));
    }
  }

  /** The value whose rank from 0 is share·(n-1), on the straight line between its neighbours. */
  private static double naive(List<Double> values, double share) {
    double[] ranked = values.stream().sorted().mapToDouble(Double::doubleValue).toArray();
    for (int i = 0; i + 1 < ranked.length; i++) {
      double before = (double) i / (ranked.length - 1);
      double after = (i + 1.0) / (ranked.length - 1);
      if (share >= before && share <= after) {
        return ((after - share) * ranked[i] + (share - before) * ranked[i + 1]) / (after - before);
      }
    }
    throw new AssertionError("no such share: " + share);
  }

  /** All 3³ = 27 samples of three values are equally likely, which can be listed. */
  @Test
  void agreesWithTheExactDistributionOfThreeValues() {
    double[] values = {0, 1, 10};
    List<Double> exact = new ArrayList<>();
    for (double a : values) {
      for (double b : values) {
        for (double c : values) {
          exact.add((a + b + c) / 3);
        }
      }
    }
    List<Double> sorted = exact.stream().sorted().toList();
    Interval interval = Bootstrap.mean(values, 0.9, 100_000, stream(5));
    // Steps of the distribution function lie at multiples of 1/27; 0.05 and 0.95 are between two.
    assertThat(interval.low()).isCloseTo(sorted.get((int) (0.05 * 27)), within(1e-9));
    assertThat(interval.high()).isCloseTo(sorted.get((int) (0.95 * 27)), within(1e-9));
  }

  /** A normal sample's interval is its mean ± 1.96 standard errors, nearly. */
  @Test
  void widthIsThatOfTheNormalApproximation() {
    double[] values = new double[400];
    double sum = 0;
    double squares = 0;
    UniformRandomProvider random = stream(9);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble();
      sum += values[i];
      squares += values[i] * values[i];
    }
    double mean = sum / values.length;
    double error = Math.sqrt((squares / values.length - mean * mean) / values.length);
    Interval interval = Bootstrap.mean(values, 0.95, 20_000, stream(1));
    assertThat(interval.high() - interval.low())
        .isCloseTo(2 * 1.95996 * error, within(0.04 * error));
    assertThat(interval.estimate()).isCloseTo(mean, within(1e-12));
  }

  @Test
  void unpairedGroupsAreResampledApart() {
    double[] high = {10, 11, 12};
    double[] low = {1, 2, 3, 4};
    Interval interval = Bootstrap.differenceOfMeans(high, low, 0.95, 20_000, stream(2));
    assertThat(interval.estimate()).isCloseTo(8.5, within(1e-12));
    // Variances of the two resampled means add: (2/3)/3 + (5/4)/4.
    double deviation = Math.sqrt(2.0 / 9 + 5.0 / 16);
    assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * deviation, within(0.3));
    assertThat(interval.isAbove(0)).isTrue();
    assertThat(interval.isBelow(0)).isFalse();
  }

  @Test
  void isTheSameForTheSameStream() {
    double[] values = {1.1, 5.37, 2.9, 8.03, 4.71, 13.13, 0.2};
    assertThat(Bootstrap.mean(values, 0.95, 100, stream(3)))
        .isEqualTo(Bootstrap.mean(values, 0.95, 100, stream(3)))
        .isNotEqualTo(Bootstrap.mean(values, 0.95, 100, stream(4)));
  }

  @Test
  void oneValueHasNoWidth() {
    assertThat(Bootstrap.mean(new double[] {7}, 0.95, 10, stream(1)))
        .isEqualTo(new Interval(7, 7, 7));
  }

  @Test
  void undefinedStatisticsAreLeftOut() {
    double[] data = {1};
    double[] drawn = {0};
    Interval interval =
        Bootstrap.of(
            data,
            () -> {
              drawn[0]++;
              return drawn;
            },
            d -> d[0] == 2 ? Double.NaN : d[0],
            0.5,
            3);
    // Draws are 1, NaN, 3: quartiles of {1, 3}.
    assertThat(interval).isEqualTo(new Interval(1, 1.5, 2.5));
    assertThat(Bootstrap.of(data, () -> data, d -> Double.NaN, 0.5, 3).estimate()).isNaN();
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertThatThrownBy(() -> Bootstrap.mean(new double[0], 0.95, 10, stream(1)))
        .hasMessageContaining("at least one value");
    assertThatThrownBy(() -> Bootstrap.mean(new double[] {Double.NaN}, 0.95, 10, stream(1)))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> Bootstrap.mean(new double[] {1}, 1, 10, stream(1)))
        .hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> Bootstrap.mean(new double[] {1}, 0.95, 0, stream(1)))
        .hasMessageContaining("1 or more");
  }
}

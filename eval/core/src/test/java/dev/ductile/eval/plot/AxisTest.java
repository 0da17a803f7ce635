package dev.ductile.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void labelsAreRoundAndHaveEquallyManyDigits() {
    assertThat(Axis.linear("", -20, 21, 10).tickLabels())
        .containsExactly("-20", "-15", "-10", "-5", "0", "5", "10", "15", "20");
    assertThat(Axis.linear("", 0.02, 0.19, 5).tickLabels()).containsExactly("0.05", "0.10", "0.15");
    assertThat(Axis.share("", 5).tickLabels())
        .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(Axis.counts("", 150_000, 10).tickLabels())
        .containsExactly("0", "20k", "40k", "60k", "80k", "100k", "120k", "140k");
    assertThat(Axis.counts("", 2_800_000, 6).tickLabels())
        .containsExactly("0", "0.5M", "1.0M", "1.5M", "2.0M", "2.5M");
    assertThat(Axis.counts("", 3, 10).tickLabels()).containsExactly("0", "1", "2", "3");
    assertThat(Axis.linear("", -3e-9, 3e-9, 5).tickLabels()).containsExactly("-2e-9", "0", "2e-9");
    assertThat(Axis.linear("", 1e7, 3e7, 5).tickLabels())
        .containsExactly("1.0e7", "1.5e7", "2.0e7", "2.5e7", "3.0e7");
  }

  @Test
  void ratiosHaveDecades() {
    assertThat(Axis.logarithmic("", 1e-12, 1, 8).tickLabels())
        .containsExactly("1e-12", "1e-10", "1e-8", "1e-6", "1e-4", "1e-2", "1e0");
    assertThat(Axis.logarithmic("", 0.01, 200, 8).tickLabels())
        .containsExactly("0.01", "0.1", "1", "10", "100");
    assertThat(Axis.logarithmic("", 2, 30, 8).tickLabels()).containsExactly("2", "5", "10", "20");
    assertThat(Axis.logarithmic("", Double.NaN, 0, 8).ticks()).isNotEmpty();
  }

  @Test
  void valuesOfAnySizeHaveDifferentLabelsInsideTheAxis() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double size = Math.pow(10, random.nextInt(40) - 20);
      double low = random.nextGaussian() * size;
      double high = low + Math.abs(random.nextGaussian()) * size * Math.pow(10, -random.nextInt(4));
      Axis axis = Axis.linear("", low, high, 5);
      List<String> labels = axis.tickLabels();
      assertThat(labels).as("seed %d, %s to %s", seed, low, high).doesNotHaveDuplicates();
      assertThat(labels.size()).as("seed %d, %s to %s", seed, low, high).isBetween(1, 8);
      assertThat(axis.ticks())
          .allSatisfy(tick -> assertThat(tick).isBetween(axis.min(), axis.max()));
      assertThat(axis.min()).isLessThan(low);
      assertThat(axis.max()).isGreaterThan(high);
      for (int k = 0; k < labels.size(); k++) {
        double read = Double.parseDouble(labels.get(k));
        assertThat(read)
            .as("seed %d", seed)
            .isCloseTo(
                axis.ticks().get(k),
                org.assertj.core.data.Offset.offset((axis.max() - axis.min()) / 50));
      }
    }
  }

  @Test
  void constantsAndNothingHaveAnAxis() {
    for (double value : new double[] {0, 7, -1e-30, 1e300, -Double.MAX_VALUE, Double.MIN_VALUE}) {
      Axis axis = Axis.linear("", value, value, 5);
      assertThat(axis.min()).as("%s", value).isLessThan(value);
      assertThat(axis.max()).as("%s", value).isGreaterThan(value);
    }
    assertThat(Axis.linear("", Double.NaN, Double.NaN, 5).ticks()).hasSize(6);
    assertThat(Axis.linear("", -Double.MAX_VALUE, Double.MAX_VALUE, 5).ticks()).isNotEmpty();
    assertThat(Axis.counts("", Double.NaN, 5).ticks()).isNotEmpty();
  }
}

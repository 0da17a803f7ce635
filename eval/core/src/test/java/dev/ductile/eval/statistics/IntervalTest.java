package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void anEndThatIsZeroButForRoundingHoldsZero() {
    assertThat(new Interval(-0.0073, -0.0151, -1.73e-19).isBelow(0)).isFalse();
    assertThat(new Interval(0.0073, 1.73e-19, 0.0151).isAbove(0)).isFalse();
  }

  @Test
  void smallNumbersAreNoRounding() {
    assertThat(new Interval(2e-9, 1e-9, 3e-9).isAbove(0)).isTrue();
    assertThat(new Interval(-2e-9, -3e-9, -1e-9).isBelow(0)).isTrue();
    assertThat(new Interval(5.1, 5.05, 5.2).isAbove(5)).isTrue();
    assertThat(new Interval(5.1, 4.9, 5.2).isAbove(5)).isFalse();
  }

  /** Three of 1 and two of ½; SciPy's quantile makes 0.8 ± 0.5007. */
  @Test
  void correlationsDoNotLeaveTheirRange() {
    Interval interval = SeedIntervals.mean(new double[] {1, 1, 0.5, 1, 0.5}).within(-1, 1);
    assertThat(IntervalText.of(interval)).isEqualTo("0.8 (0.2993 to 1)");
    assertThat(Interval.without(2, "few").within(-1, 1).estimate()).isEqualTo(2);
  }

  @Test
  void nothingIsKnownOfNotANumber() {
    Interval none = new Interval(Double.NaN, Double.NaN, Double.NaN);
    assertThat(none.isAbove(0)).isFalse();
    assertThat(none.isBelow(0)).isFalse();
  }
}

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

  @Test
  void nothingIsKnownOfNotANumber() {
    Interval none = new Interval(Double.NaN, Double.NaN, Double.NaN);
    assertThat(none.isAbove(0)).isFalse();
    assertThat(none.isBelow(0)).isFalse();
  }
}

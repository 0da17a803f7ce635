package dev.ductile.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeedIntervalsTest {
  /** scipy.stats.t.interval(0.985, 4, loc=mean, scale=sem) of these values. */
  @Test
  void meanAgreesWithSciPy() {
    Interval interval = SeedIntervals.mean(new double[] {1.1, 5.37, 2.9, 8.03, 4.71});
    assertThat(interval.estimate()).isCloseTo(4.422, within(1e-12));
    assertThat(interval.low()).isCloseTo(-0.358613421808, within(1e-9));
    assertThat(interval.high()).isCloseTo(9.202613421808, within(1e-9));
    assertThat(interval.missing()).isEmpty();
  }

  /** scipy.stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.985). */
  @Test
  void groupsWithoutPairsAgreeWithSciPy() {
    Interval interval =
        SeedIntervals.differenceOfMeans(
            new double[] {10, 11, 12, 14.5, 9}, new double[] {1, 2, 3, 4, 7.25, 2});
    assertThat(interval.low()).isCloseTo(4.143490546588, within(1e-9));
    assertThat(interval.high()).isCloseTo(12.039842786745, within(1e-9));
  }

  @Test
  void oneGroupMayBeConstant() {
    double[] constant = {1, 1, 1};
    double[] others = {4, 5, 6};
    Interval interval = SeedIntervals.differenceOfMeans(others, constant);
    Interval alone = SeedIntervals.mean(others);
    assertThat(interval.high() - interval.low())
        .isCloseTo(alone.high() - alone.low(), within(1e-9));
  }

  @Test
  void belowThreeSeedsThereIsNoInterval() {
    Interval two = SeedIntervals.mean(new double[] {1, 2});
    assertThat(two.estimate()).isEqualTo(1.5);
    assertThat(two.hasEnds()).isFalse();
    assertThat(two.isAbove(0)).isFalse();
    assertThat(two.missing()).isEqualTo("2 seeds: no interval below 3 and no verdict below 5");
    assertThat(SeedIntervals.mean(new double[] {1, 2, 4}).hasEnds()).isTrue();
    assertThat(SeedIntervals.few(3)).isEqualTo("3 seeds: interval shown, no verdict below 5");
    assertThat(SeedIntervals.few(5)).isEmpty();
    assertThat(
            SeedIntervals.differenceOfMeans(new double[] {1, 2, 3, 4, 5, 6}, new double[] {1, 2})
                .hasEnds())
        .isFalse();
  }

  @Test
  void equalSeedsHaveNoIntervalOfWidthZero() {
    Interval equal = SeedIntervals.mean(new double[] {0.1, 0.1, 0.1, 0.1, 0.1});
    assertThat(equal.hasEnds()).isFalse();
    assertThat(equal.missing()).isEqualTo("all 5 seeds came to the same number: no interval");
    double third = 1.0 / 3;
    double[] rounded = {third, 1 - 2 * third, third, third, 1 - 2 * third};
    assertThat(SeedIntervals.mean(rounded).hasEnds()).as("equal but for rounding").isFalse();
    assertThat(SeedIntervals.differenceOfMeans(new double[] {2, 2, 2}, new double[] {1, 1, 1}))
        .isEqualTo(Interval.without(1, "all 3 seeds came to the same number: no interval"));
    assertThat(SeedIntervals.mean(new double[] {1e-9, 2e-9, 3e-9}).hasEnds()).isTrue();
  }

  @Test
  void whatIsNoNumberIsSaid() {
    assertThat(SeedIntervals.mean(new double[0]).missing()).isEqualTo("no data yet");
    Interval none = SeedIntervals.mean(new double[] {1, Double.NaN, 2});
    assertThat(none.estimate()).isNaN();
    assertThat(none.missing()).contains("not finite");
    double[] diverged = {1, Double.POSITIVE_INFINITY, 2};
    assertThat(SeedIntervals.differenceOfMeans(new double[] {1, 2, 3}, diverged).missing())
        .contains("not finite");
  }

  /** By hand: 2/2⁵ and 2/2⁶; of six with one against, 2·(1 + 6)/2⁶. */
  @Test
  void signsDecideFromSixSeedsOn() {
    assertThat(new SignTest(5, 5).probability()).isEqualTo(0.0625);
    assertThat(new SignTest(5, 5).decides()).isFalse();
    assertThat(new SignTest(6, 6).probability()).isEqualTo(0.03125);
    assertThat(new SignTest(6, 6).decides()).isTrue();
    assertThat(new SignTest(5, 6).probability()).isEqualTo(14 / 64.0);
    assertThat(new SignTest(1, 6).probability()).isEqualTo(14 / 64.0);
    assertThat(new SignTest(3, 6).probability()).isEqualTo(1);
    assertThat(new SignTest(6, 6).text()).isEqualTo("sign test p = 0.031");
  }

  @Test
  void briefNumbersHaveTheDigitsThatTheIntervalIsWorth() {
    assertThat(IntervalText.brief(new Interval(0.66333, 0.6242, 0.70247)))
        .isEqualTo("0.663 (0.624 to 0.702)");
    assertThat(IntervalText.brief(new Interval(875.93, 778.36, 973.5)))
        .isEqualTo("876 (778 to 974)");
    assertThat(IntervalText.brief(new Interval(0.11, -0.04, 0.26)))
        .isEqualTo("0.11 (-0.04 to 0.26)");
    assertThat(IntervalText.brief(new Interval(1, -0.001, 2.001))).isEqualTo("1.0 (0.0 to 2.0)");
    assertThat(IntervalText.brief(Interval.without(0.5, "2 seeds"))).isEqualTo("0.5");
  }

  @Test
  void roundingIsPrintedAsZero() {
    assertThat(IntervalText.of(new Interval(-0.0073, -0.0151, -1.7e-19)))
        .isEqualTo("-0.0073 (-0.0151 to 0)");
    assertThat(IntervalText.of(new Interval(2e-9, 1e-9, 3e-9)))
        .isEqualTo("2.00e-09 (1.00e-09 to 3.00e-09)");
    assertThat(IntervalText.of(Interval.without(0.5, "2 seeds"))).isEqualTo("0.5");
    assertThat(IntervalText.of(Interval.without(Double.NaN, "no data yet"))).isEqualTo("–");
    assertThat(IntervalText.number(-1.7e-19, 1)).isEqualTo("0");
    assertThat(IntervalText.number(-0.0, 0)).isEqualTo("0");
    assertThat(IntervalText.number(12345.67, 1)).isEqualTo("12345.7");
  }
}

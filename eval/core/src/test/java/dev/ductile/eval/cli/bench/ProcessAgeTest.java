package dev.ductile.eval.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProcessAgeTest {
  @Test
  void theStartIsTheTwentySecondField() {
    String stat = "7 (a ) name) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 12345 20 21";
    assertThat(ProcessAge.startSeconds(stat)).isEqualTo(123.45);
  }

  @Test
  void ageGrowsWithTheClock() throws Exception {
    double before = ProcessAge.seconds();
    long start = System.nanoTime();
    Thread.sleep(200);
    double passed = ProcessAge.seconds() - before;
    assertThat(passed).isCloseTo((System.nanoTime() - start) / 1e9, within(0.1));
    assertThat(before).isPositive();
  }
}

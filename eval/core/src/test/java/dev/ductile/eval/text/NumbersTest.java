package dev.ductile.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "0.08, 0.08",
    "0.1, 0.1",
    "0.30000000000000004, 0.3",
    "0.165, 0.165",
    "-1.25, -1.25",
    "20, 20",
    "12340, 12340",
    "999999, 1000000",
    "1.5e-7, 1.5e-07",
    "2e9, 2e+09",
  })
  void fourDigitsAreEnoughForAnAxis(double value, String text) {
    assertThat(Numbers.fourDigits(value)).isEqualTo(text);
  }
}

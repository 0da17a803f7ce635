package dev.ductile.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "64, 64",
    "+64, 64",
    "-3, -3",
    "1e7, 10000000",
    "1E7, 10000000",
    "1.0E7, 10000000",
    "10M, 10000000",
    "250k, 250000",
    "250K, 250000",
    "2.5M, 2500000",
    "0.5k, 500",
    ".5k, 500",
    "2G, 2000000000",
    "1_000_000, 1000000",
    "10., 10",
    "1200e-2, 12",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  void readsWholeNumbersAsPeopleWriteThem(String text, long value) {
    assertThat(Quantities.whole(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-5, 1e-5",
    "2.50, 2.5",
    "0.90, 0.9",
    "-1, -1",
    ".5, 0.5",
    "1k, 1000",
    "6.25E-5, 6.25e-5"
  })
  void readsNumbers(String text, double value) {
    assertThat(Quantities.real(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "010, write 10",
    "-010, write -10",
    "008, write 8",
    "00, write 0",
    "01.5, write 1.5",
    "0_1, write 1",
    "0x10, decimal digits",
    "0o10, decimal digits",
    "0b11, decimal digits",
    "1:30, decimal digits",
    "10m, write M",
    "10 20, is not a number",
    "1e, is not a number",
    "1e5k, is not a number",
    "1e9999, is not a number",
    "1_0, is not a number",
    "_1, is not a number",
    "--1, is not a number",
    "., is not a number",
    "e5, is not a number",
    "k, is not a number",
    "'', is not a number",
    "' 1', is not a number",
    ".inf, is not a number",
    "NaN, is not a number",
    "Infinity, is not a number",
    "1d, is not a number",
    "0x1p3, is not a number",
    "١٢, is not a number",
    "1e400, is too large",
    "1e-400, is too close to 0"
  })
  void refusesWhatCouldBeReadAsSomethingElse(String text, String why) {
    assertThatThrownBy(() -> Quantities.real(text))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining(why);
    assertThatThrownBy(() -> Quantities.whole(text)).isInstanceOf(NumberFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.5", "1e-3", "1.5e0", "9223372036854775808", "1e19", "1e999", "10G.5"})
  void refusesWhatIsNotWhole(String text) {
    assertThatThrownBy(() -> Quantities.whole(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void agreesWithJavaOnEveryPlainNumber() {
    long seed = System.nanoTime();
    System.out.println("QuantitiesTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(Quantities.real(Double.toString(number))).isEqualTo(number);
      }
      long whole = random.nextLong() >> random.nextInt(64);
      assertThat(Quantities.whole(Long.toString(whole))).isEqualTo(whole);
      BigDecimal thousands = BigDecimal.valueOf(whole).movePointLeft(3);
      assertThat(Quantities.whole(thousands.toPlainString() + "k")).isEqualTo(whole);
      assertThat(thousands.setScale(3, RoundingMode.UNNECESSARY)).isEqualByComparingTo(thousands);
    }
  }
}

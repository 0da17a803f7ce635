package dev.ductile.agent.intervention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of {@code scipy.special.erfi}. */
class ErfiTest {
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.6149520946965109",
    "0.7071067811865476, 0.9534382692512611",
    "1, 1.6504257587975428",
    "3, 1629.9946226015657",
    "-6, -411275145582823.94"
  })
  void isThatOfScipy(double x, double value) {
    assertThat(Erfi.of(x)).isCloseTo(value, withinPercentage(1e-6));
  }
}

package dev.ductile.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The schedule at steps worked out by hand. */
class ExplorationConfigTest {
  private static final int MINIMUM = 500;

  @Test
  void decayBeginsWithTheReplayMinimum() {
    ExplorationConfig schedule = new ExplorationConfig(1.0, 0.1, 1000, true);
    assertThat(schedule.epsilon(0, MINIMUM)).isEqualTo(1.0);
    assertThat(schedule.epsilon(499, MINIMUM)).isEqualTo(1.0);
    assertThat(schedule.epsilon(500, MINIMUM)).isEqualTo(1.0);
    assertThat(schedule.epsilon(501, MINIMUM)).isCloseTo(0.9991, within(1e-12));
    assertThat(schedule.epsilon(1000, MINIMUM)).isCloseTo(0.55, within(1e-12));
    assertThat(schedule.epsilon(1500, MINIMUM)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.epsilon(Long.MAX_VALUE, MINIMUM)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void decayBeginsAtTheFirstStep() {
    ExplorationConfig schedule = new ExplorationConfig(1.0, 0.01, 100, false);
    assertThat(schedule.epsilon(0, MINIMUM)).isEqualTo(1.0);
    assertThat(schedule.epsilon(50, MINIMUM)).isCloseTo(0.505, within(1e-12));
    assertThat(schedule.epsilon(100, MINIMUM)).isCloseTo(0.01, within(1e-12));
    assertThat(schedule.epsilon(101, MINIMUM)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void noDecayStepsIsAJump() {
    ExplorationConfig schedule = new ExplorationConfig(1.0, 0.2, 0, true);
    assertThat(schedule.epsilon(499, MINIMUM)).isEqualTo(1.0);
    assertThat(schedule.epsilon(500, MINIMUM)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void mayAlsoRise() {
    ExplorationConfig schedule = new ExplorationConfig(0.0, 1.0, 4, false);
    assertThat(schedule.epsilon(1, MINIMUM)).isEqualTo(0.25);
    assertThat(schedule.epsilon(9, MINIMUM)).isEqualTo(1.0);
  }
}

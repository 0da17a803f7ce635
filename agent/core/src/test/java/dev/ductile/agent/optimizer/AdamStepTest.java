package dev.ductile.agent.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.network.ParameterGroup;
import org.junit.jupiter.api.Test;

/** Steps of Adam worked out by hand, on a learning rate of 0.1 that falls to 0 over 10 updates. */
class AdamStepTest {
  private static OptimizerConfig falling(OptimizerConfig.Kind kind) {
    return new OptimizerConfig(
        kind,
        0.1,
        0.9,
        0.99,
        0,
        1,
        0,
        0,
        ParameterGroup.ALL,
        0,
        0,
        LearningRateSchedule.LINEAR,
        0,
        10);
  }

  private static double step(OptimizerConfig.Kind kind, long update, long t, float m, float v) {
    float[] step = AdamStep.last(falling(kind), update, t, new float[] {m}, new float[] {v});
    return step[0];
  }

  /** Moments of a first step along g = 3: m = 0.1·3, v = 0.01·9, so that m̂ = 3 and √v̂ = 3. */
  @Test
  void aFirstStepIsCorrectedInFull() {
    // 0.1·3/(3 + 1).
    assertThat(step(OptimizerConfig.Kind.ADAM, 1, 1, 0.3f, 0.09f)).isCloseTo(0.075, within(1e-6));
    // 0.1·√0.01/0.1·0.3/(0.3 + 1).
    assertThat(step(OptimizerConfig.Kind.ADAM_EPSILON_HAT, 1, 1, 0.3f, 0.09f))
        .isCloseTo(0.1 * 0.3 / 1.3, within(1e-6));
  }

  /** The count began anew before update 6: the rate is that of update 6, the correction full. */
  @Test
  void aClearedCountCorrectsAnewWhileTheRateGoesOn() {
    // Half of the schedule is done: 0.05·3/(3 + 1).
    assertThat(step(OptimizerConfig.Kind.ADAM, 6, 1, 0.3f, 0.09f)).isCloseTo(0.0375, within(1e-6));
    // Second step since, g = 3 again: m = 0.57, v = 0.1791; m̂ = 0.57/0.19 = 3, v̂ = 0.1791/0.0199
    // = 9; rate 0.04.
    assertThat(step(OptimizerConfig.Kind.ADAM, 7, 2, 0.57f, 0.1791f)).isCloseTo(0.03, within(1e-6));
  }

  /** Kept moments, as with Adam-Rel, are magnified: m̂ = 2.7/0.1, v̂ = 8.1/0.01. */
  @Test
  void keptMomentsAreCorrectedAsIfTheyWereFresh() {
    // 0.05·27/(√810 + 1).
    assertThat(step(OptimizerConfig.Kind.ADAM, 6, 1, 2.7f, 8.1f))
        .isCloseTo(0.05 * 27 / (Math.sqrt(810) + 1), within(1e-6));
  }

  /** The first five steps of RAdam do not divide; then ρ₆ = 5.9414 and r = 0.081679. */
  @Test
  void rectificationBeginsWithTheSixthStep() {
    // 0.1·0.3/0.1.
    assertThat(step(OptimizerConfig.Kind.RADAM, 1, 1, 0.3f, 0.09f)).isCloseTo(0.3, within(1e-6));
    // 0.05·r·√(1−0.99⁶)/(1−0.9⁶)·0.3/(0.3 + 1).
    assertThat(step(OptimizerConfig.Kind.RADAM, 6, 6, 0.3f, 0.09f))
        .isCloseTo(4.8657e-4, within(1e-8));
  }
}

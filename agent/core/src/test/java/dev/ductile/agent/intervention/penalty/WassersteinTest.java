package dev.ductile.agent.intervention.penalty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WassersteinTest {
  @Test
  void valuesAreDealtByRank() {
    float[] values = {0.5f, -2, -0f, 0.5f, 3, -1};
    float[] sorted = {1, 2, 3, 4, 5, 6};
    assertThat(Wasserstein.dealtByRank(values, sorted)).containsExactly(4, 1, 3, 5, 6, 2);
  }
}

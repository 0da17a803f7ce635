package dev.ductile.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.settings.AgentPresets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When the target is copied, worked out by hand. */
class LearningConfigTest {
  @Test
  void dopamineCopiesAtAgentSteps24000And32000() {
    // Learned from step 20,000 on, every 4 steps: step 24,000 is the 1,000th update.
    LearningConfig rainbow = preset("rainbow", "dopamine");
    assertThat(copies(rainbow, 20_000, 7_000)).containsExactly(1_000L, 3_000L, 5_000L, 7_000L);
  }

  @Test
  void derCopiesAtAgentSteps2000And4000() {
    LearningConfig der = preset("rainbow", "der");
    assertThat(copies(der, 1_600, 4_400)).containsExactly(400L, 2_400L, 4_400L);
  }

  @Test
  void cleanRlStartsAtAMultipleOfItsPeriod() {
    assertThat(copies(preset("dqn", "cleanrl"), 80_000, 500)).containsExactly(250L, 500L);
  }

  @Test
  void beyondTheRainbowCountsUpdates() {
    assertThat(copies(preset("rainbow", "fast"), 200_000, 1_000)).containsExactly(500L, 1_000L);
  }

  @Test
  void withoutAPeriodThereAreNone() {
    assertThat(copies(new LearningConfig(4, 0, true), 20_000, 100)).isEmpty();
  }

  private static LearningConfig preset(String agent, String preset) {
    return AgentPresets.load(agent, preset).put("env.game", "pong", "test").toConfig().learning();
  }

  private static List<Long> copies(LearningConfig config, int minimumTransitions, long updates) {
    return LongStream.rangeClosed(1, updates)
        .filter(update -> config.copiesTargetAfter(update, minimumTransitions))
        .boxed()
        .toList();
  }
}

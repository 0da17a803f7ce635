package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.Settings;
import org.junit.jupiter.api.Test;

class ShortRunsTest {
  private static RunConfig config(String... assignments) {
    Settings<RunConfig> settings =
        AgentPresets.load("dqn", "dopamine").put("env.game", "volley", "test");
    for (String assignment : assignments) {
      settings.putText(assignment, "--set");
    }
    return settings.toConfig();
  }

  @Test
  void usualRunsPassWithoutAWord() {
    assertThat(ShortRuns.warnings(config())).isEmpty();
    assertThat(ShortRuns.warnings(config("run.frames=80000"))).isEmpty();
    assertThat(
            ShortRuns.warnings(
                config(
                    "run.frames=80000",
                    "measurement.names=dead",
                    "measurement.periodFrames=80000")))
        .isEmpty();
  }

  @Test
  void runsThatEndBeforeTheFirstUpdateAreNamed() {
    assertThat(ShortRuns.warnings(config("run.frames=79999")))
        .singleElement()
        .asString()
        .contains("nothing will be learned", "79,999", "80,000", "replay.minimumTransitions");
  }

  @Test
  void runsThatEndBeforeTheFirstMeasurementAreNamed() {
    assertThat(ShortRuns.warnings(config("run.frames=99999", "measurement.names=dead")))
        .singleElement()
        .asString()
        .contains("nothing will be measured", "99,999", "100,000", "--measure-period");
  }
}

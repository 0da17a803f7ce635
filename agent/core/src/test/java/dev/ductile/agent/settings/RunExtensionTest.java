package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.ConfigurationException;
import org.junit.jupiter.api.Test;

/** A run is made longer only where it would have been the same from the beginning. */
class RunExtensionTest {
  private static RunConfig config(String agent, String... assignments) {
    Settings<RunConfig> settings = AgentPresets.load(agent, null).put("env.game", "volley", "test");
    for (String assignment : assignments) {
      settings.putText(assignment, "test");
    }
    return settings.toConfig();
  }

  @Test
  void refusesWhatDependsOnTheLength() {
    RunExtension.require(config("dqn"), 1000, 2000);
    RunExtension.require(config("dqn"), 1000, 1000);
    refused(config("dqn"), 2000, 1000, "a run can be made longer only");
    refused(config("dqn", "run.schedule=OVERLAPPED"), 1000, 2000, "OVERLAPPED");
    String prioritized = "replay.scheme=PRIORITIZED";
    String rising = "replay.importanceExponentStart=0.4";
    String end = "replay.importanceExponentEnd=1.0";
    refused(config("dqn", prioritized, rising, end), 1000, 2000, "rises to");
    RunExtension.require(config("dqn", rising, end), 1000, 2000);
    RunExtension.require(
        config("dqn", prioritized, "replay.importanceExponentStart=1.0", end), 1000, 2000);
    RunExtension.require(config("dqn", prioritized, rising, end), 1000, 1000);
  }

  private static void refused(RunConfig config, long from, long to, String reason) {
    assertThatThrownBy(() -> RunExtension.require(config, from, to))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("run.frames was " + from + ", now " + to + ": ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("start a new run with --frames " + to);
  }
}

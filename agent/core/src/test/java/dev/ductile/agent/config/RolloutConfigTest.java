package dev.ductile.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutConfigTest {
  private static RunConfig config(String agent, String... assignments) {
    Settings<RunConfig> settings = AgentPresets.load(agent, null).put("env.game", "volley", "test");
    for (String assignment : assignments) {
      settings.putText(assignment, "test");
    }
    InterventionSettings.expand(settings, Set.of());
    return settings.toConfig();
  }

  @ParameterizedTest
  @CsvSource({
    "replay.nStep=3, replay.nStep",
    "replay.scheme=PRIORITIZED, replay.scheme",
    "replay.batchSize=100, replay.batchSize",
    "run.schedule=OVERLAPPED, run.schedule",
    "learning.targetUpdatePeriodUpdates=10, learning.targetUpdatePeriodUpdates",
    "objective.kind=C51, objective.kind",
    "objective.kind=QR_DQN, objective.kind",
    "objective.kind=IQN, objective.kind",
    "objective.doubleQ=true, objective.doubleQ",
    "objective.munchausen.on=true, objective.munchausen.on",
    "rollout.stepsPerEnvironment=10000, rollout.stepsPerEnvironment",
    "interventions=hare-and-tortoise, hare-and-tortoise",
    "interventions=sample-weight-decay, sample-weight-decay"
  })
  void whatHasNoMeaningWithRolloutsIsRefusedByName(String assignment, String named) {
    assertThatThrownBy(() -> config("pqn", assignment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("rollout");
  }

  @ParameterizedTest
  @CsvSource({"DQN", "TWO_HOT", "HL_GAUSS"})
  void expectedValuesCanBeLearnedFromReturns(String kind) {
    assertThat(config("pqn", "objective.kind=" + kind).learned().heads()).isPositive();
  }

  @Test
  void aReplayMemoryNeedsATargetNetworkStill() {
    assertThatThrownBy(() -> config("dqn", "learning.targetUpdatePeriodUpdates=0"))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void updatesComeInGroups() {
    UpdatePace pace =
        config(
                "pqn",
                "rollout.stepsPerEnvironment=8",
                "run.environments=4",
                "rollout.epochs=3",
                "replay.batchSize=16")
            .pace();
    assertThat(pace).isEqualTo(new UpdatePace(0, 32, 6, 32));
    assertThat(pace.updatesAfter(31)).isZero();
    assertThat(pace.updatesAfter(96)).isEqualTo(18);
    UpdatePace replay = config("dqn", "replay.minimumTransitions=100").pace();
    assertThat(replay).isEqualTo(new UpdatePace(100, 100, 1, 4));
    assertThat(replay.updatesAfter(99)).isZero();
    assertThat(replay.updatesAfter(108)).isEqualTo(2);
  }
}

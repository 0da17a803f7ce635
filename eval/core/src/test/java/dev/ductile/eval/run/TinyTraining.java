package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.Settings;
import java.util.List;

/** Settings that train on the built-in game within a few seconds. */
public final class TinyTraining {
  /** Assignments for {@code --set}. */
  public static final List<String> ASSIGNMENTS =
      List.of(
          "network.hiddenUnits=16",
          "replay.capacityTransitions=2000",
          "replay.minimumTransitions=100",
          "replay.batchSize=8",
          "learning.targetUpdatePeriodUpdates=10",
          "exploration.decaySteps=200",
          "env.maxFramesPerEpisode=600",
          "evaluation.periodFrames=800",
          "evaluation.episodes=2",
          "evaluation.finalEpisodes=2",
          "evaluation.maxFrames=1200",
          "evaluation.environments=2",
          "run.engineThreads=1",
          "run.environments=2",
          "run.logPeriodFrames=400",
          "run.frames=1600");

  private TinyTraining() {}

  /** The settings, with further assignments over them. */
  public static Settings<RunConfig> settings(String... assignments) {
    Settings<RunConfig> settings = AgentPresets.load("dqn", null).put("env.game", "volley", "test");
    ASSIGNMENTS.forEach(assignment -> settings.putText(assignment, "test"));
    for (String assignment : assignments) {
      settings.putText(assignment, "test");
    }
    return settings;
  }
}

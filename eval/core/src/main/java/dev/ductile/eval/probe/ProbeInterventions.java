package dev.ductile.eval.probe;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.probe.task.BanditSettings;
import dev.ductile.eval.probe.task.Score;
import dev.ductile.eval.probe.task.TaskName;
import java.util.List;
import java.util.Set;

/** Refuses interventions that would do nothing in a probe's task. */
final class ProbeInterventions {
  private static final String OBJECTIVE = "objective.";
  private static final String REPLAY = "replay.";

  /** Settings of the objective that only learning from rewards has. */
  private static final Set<String> OF_REWARDS =
      Set.of("objective.rewardScale", "objective.categorical.labelSmoothing");

  private ProbeInterventions() {}

  /**
   * Refuses those that change how a replay memory is used: no task has one.
   *
   * @throws ConfigurationException with the reason
   */
  static void checkMemory(List<Intervention> interventions) {
    for (Intervention intervention : interventions) {
      if (intervention.settings().keySet().stream().anyMatch(key -> key.startsWith(REPLAY))) {
        throw new ConfigurationException(
            intervention.type().name() + " does nothing in a probe: it has no replay memory");
      }
    }
  }

  /**
   * Checks a list of interventions.
   *
   * @throws ConfigurationException with the reason and what to do
   */
  static void check(TaskName task, List<Intervention> interventions) {
    if (task == TaskName.BANDIT) {
      return; // it has rewards and a target network, as training has
    }
    for (Intervention intervention : interventions) {
      if (intervention.renewsTarget() && !intervention.actsWithTarget()) {
        throw nothing(intervention, task, "it has no target network");
      }
      if (intervention.needsTargetCopies()) {
        throw nothing(intervention, task, "it has no target network that would be copied");
      }
      for (String key : intervention.settings().keySet()) {
        if (task.score() == Score.ACCURACY && key.startsWith(OBJECTIVE)) {
          throw nothing(
              intervention,
              task,
              "it learns classes by cross-entropy, without "
                  + key
                  + " (task.labelSmoothing smooths its labels)");
        }
        if (OF_REWARDS.contains(key)) {
          throw nothing(intervention, task, "it learns numbers without " + key);
        }
      }
    }
  }

  /**
   * Refuses a bandit whose target network nothing renews.
   *
   * @throws ConfigurationException with the reason and what to do
   */
  static void checkTargetCopies(BanditSettings bandit, List<Intervention> interventions) {
    if (bandit.targetUpdatePeriodUpdates() == 0
        && interventions.stream().noneMatch(Intervention::renewsTarget)) {
      throw new ConfigurationException(
          "bandit.targetUpdatePeriodUpdates = 0 is not possible: use 1 or more; only --with"
              + " hare-and-tortoise or polyak renews the target without copies");
    }
  }

  private static ConfigurationException nothing(
      Intervention intervention, TaskName task, String reason) {
    return new ConfigurationException(
        intervention.type().name()
            + " does nothing in task "
            + task.text()
            + ": "
            + reason
            + "; leave it out, or use task "
            + TaskName.BANDIT.text());
  }
}

package dev.ductile.eval.probe;

import dev.ductile.agent.config.InterventionChecks;
import dev.ductile.agent.config.NetworkChecks;
import dev.ductile.agent.config.ObjectiveConfig;
import dev.ductile.agent.config.OptimizerChecks;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.eval.probe.task.BanditSettings;
import dev.ductile.eval.probe.task.TaskName;
import dev.ductile.eval.probe.task.TaskSettings;
import java.util.List;

/**
 * Everything that determines a probe but its images and seeds.
 *
 * @param task the chain of tasks
 * @param bandit the bandit, for the task of that name
 * @param network the network
 * @param objective how numbers and values are learned; classifications do not use it
 * @param optimizer the update rule
 * @param interventions what keeps the network plastic, as {@link Interventions#parse} reads it
 * @param run how it is run
 */
public record ProbeConfig(
    TaskSettings task,
    BanditSettings bandit,
    NetworkConfig network,
    ObjectiveConfig objective,
    OptimizerConfig optimizer,
    String interventions,
    ProbeRunSettings run) {
  /** Sides of images are those of the data set; only pooling asks for 84. */
  private static final int NO_SCREEN = 0;

  /** Checks the parts. */
  public ProbeConfig {
    OptimizerChecks.check(optimizer);
    NetworkChecks.check(network, NO_SCREEN);
    List<Intervention> parsed =
        InterventionChecks.check(interventions, network, "task.batchSize", task.batchSize());
    ProbeInterventions.check(task.name(), parsed);
    if (task.name() == TaskName.BANDIT) {
      ProbeInterventions.checkTargetCopies(bandit, parsed);
    }
    long updates = (long) task.tasks() * task.stepsPerTask();
    InterventionChecks.checkLength(parsed, updates, updates * task.batchSize(), "examples");
  }
}

package dev.ductile.eval.probe;

import dev.ductile.agent.config.ObjectiveConfig;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.base.Checks;
import dev.ductile.eval.probe.task.BanditSettings;
import dev.ductile.eval.probe.task.TaskName;
import dev.ductile.eval.probe.task.TaskSettings;

/**
 * Everything that determines a probe but its images and seeds.
 *
 * @param task the chain of tasks
 * @param bandit the bandit, for the task of that name
 * @param network the network
 * @param objective how numbers and values are learned; classifications do not use it
 * @param optimizer the update rule
 * @param interventions what keeps the network plastic
 * @param run how it is run
 */
public record ProbeConfig(
    TaskSettings task,
    BanditSettings bandit,
    NetworkConfig network,
    ObjectiveConfig objective,
    OptimizerConfig optimizer,
    InterventionList interventions,
    ProbeRunSettings run) {
  /** Sides of images are those of the data set; only pooling asks for 84. */
  private static final int NO_SCREEN = 0;

  /** Checks the parts. */
  public ProbeConfig {
    network.checkScreen(NO_SCREEN);
    Checks.present("interventions", interventions);
    interventions.checkFor(network, "task.batchSize", task.batchSize());
    ProbeInterventions.check(task.name(), interventions.all());
    if (task.name() == TaskName.BANDIT) {
      ProbeInterventions.checkTargetCopies(bandit, interventions.all());
    }
    long updates = (long) task.tasks() * task.stepsPerTask();
    interventions.checkLength(updates, updates * task.batchSize(), "examples");
  }
}

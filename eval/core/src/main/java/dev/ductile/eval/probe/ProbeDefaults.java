package dev.ductile.eval.probe;

import dev.ductile.agent.config.ObjectiveConfig;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.measurement.MeasurementList;
import dev.ductile.agent.objective.Munchausen;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.eval.probe.task.BanditSettings;
import dev.ductile.eval.probe.task.TaskName;
import dev.ductile.eval.probe.task.TaskSettings;

/**
 * A size of every task that two CPU cores finish in minutes. The study publishes neither batch
 * sizes nor learning rates of its supervised part; Adam's are its authors' usual ones.
 */
final class ProbeDefaults {
  private ProbeDefaults() {}

  static ProbeConfig of(TaskName name, NetworkChoice network) {
    return new ProbeConfig(
        task(name),
        new BanditSettings(BanditSettings.Reward.TRUE_LABEL, 0.99, 10_000, 4, 200, 0.1, false),
        network.config(),
        objective(),
        OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 1e-3, 0.9, 0.999, 0.95, 1e-8),
        InterventionList.NONE,
        new ProbeRunSettings("tensorflow", "cpu", 1, false, 10, MeasurementList.NONE, 256));
  }

  private static TaskSettings task(TaskName name) {
    int tasks =
        switch (name) {
          case OFFSET_REGRESSION -> 2;
          case BANDIT -> 5;
          default -> 20;
        };
    int steps = tasks == 20 ? 500 : 2000;
    return new TaskSettings(name, tasks, steps, 64, 1024, 1, 1.5, 0, 0, 0, true);
  }

  /** Squared error and, where asked for, 51 classes (Bellemare et al. 2017). */
  private static ObjectiveConfig objective() {
    return new ObjectiveConfig(
        ObjectiveConfig.Kind.DQN,
        TdLoss.MSE,
        false,
        new ObjectiveConfig.Categorical(51, -10, 10, 0.75, 0),
        new ObjectiveConfig.Quantile(51, 1, 16, 16, 16, 64, 1),
        Munchausen.OFF,
        PriorityRule.of(PriorityRule.Kind.TD_ERROR),
        1);
  }
}

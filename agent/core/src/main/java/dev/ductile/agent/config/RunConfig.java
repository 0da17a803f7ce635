package dev.ductile.agent.config;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.measurement.MeasurementConfig;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.base.Checks;
import dev.ductile.env.config.EnvConfig;
import java.util.List;

/**
 * Everything that determines a run: nothing has a hidden default.
 *
 * @param agent name of the agent, for example {@code dqn}
 * @param preset name of the preset that the values came from
 * @param interventions what keeps the network plastic, as {@link Interventions#parse} reads it
 * @param env the environment
 * @param network the network
 * @param objective what is learned
 * @param optimizer the update rule
 * @param replay the replay memory
 * @param exploration how actions are explored
 * @param learning when is learned
 * @param evaluation the evaluation protocol
 * @param continual a sequence of games, or none
 * @param measurement what is measured on the way
 * @param run length, seed, machine
 */
public record RunConfig(
    String agent,
    String preset,
    String interventions,
    EnvConfig env,
    NetworkConfig network,
    ObjectiveConfig objective,
    OptimizerConfig optimizer,
    MemoryConfig replay,
    ExplorationConfig exploration,
    LearningConfig learning,
    EvaluationConfig evaluation,
    ContinualConfig continual,
    MeasurementConfig measurement,
    RunSettings run) {
  /** Far above any use; keeps every layer within what one array can hold. */
  private static final int MAX_HIDDEN_UNITS = 65_536;

  /** Checks what concerns several parts. */
  public RunConfig {
    MeasurementChecks.check(measurement);
    OptimizerChecks.check(optimizer);
    ContinualChecks.check(continual, env, evaluation);
    NetworkChecks.check(network, env.screenSize());
    checkTargetCopies(
        InterventionChecks.check(interventions, network, "replay.batchSize", replay.batchSize()),
        learning);
    Checks.within("network.hiddenUnits", network.hiddenUnits(), 1, MAX_HIDDEN_UNITS);
    long largestBatch = Integer.MAX_VALUE / ((long) env.stackSize() * env.frameBytes());
    Checks.within("replay.batchSize", replay.batchSize(), 1, largestBatch);
    Checks.within("run.environments", run.environments(), 1, largestBatch);
    Checks.within("evaluation.environments", evaluation.environments(), 1, largestBatch);
    long perSlot = replay.capacityTransitions() / run.environments();
    if (perSlot < (long) env.stackSize() + replay.nStep()) {
      throw Checks.bad(
          "replay.capacityTransitions",
          replay.capacityTransitions(),
          "each of the "
              + run.environments()
              + " environments needs room for a stack and a window");
    }
  }

  /** Only an intervention can make sense of a target network that is never copied. */
  private static void checkTargetCopies(List<Intervention> parsed, LearningConfig learning) {
    if (learning.targetUpdatePeriodUpdates() == 0
        && parsed.stream().noneMatch(Intervention::actsWithTarget)) {
      throw Checks.bad(
          "learning.targetUpdatePeriodUpdates",
          0,
          "use 1 or more; only --with hare-and-tortoise renews the target without copies");
    }
  }

  /**
   * Refuses a run, before it begins, whose end comes before an intervention's time.
   *
   * @throws dev.ductile.base.ConfigurationException naming the intervention and the run's end
   */
  public void requireTimeForInterventions() {
    long steps = run.frames() / env.frameSkip();
    InterventionChecks.checkLength(
        parsedInterventions(), steps / learning.updatePeriodSteps(), run.frames(), "frames");
  }

  /** The interventions, ready to use. */
  public List<Intervention> parsedInterventions() {
    return Interventions.parse(interventions);
  }
}

package dev.ductile.agent.config;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.measurement.MeasurementConfig;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.base.Checks;
import dev.ductile.env.config.ActionSet;
import dev.ductile.env.config.EnvConfig;
import java.util.List;

/**
 * Everything that determines a run: nothing has a hidden default.
 *
 * @param agent name of the agent, for example {@code dqn}
 * @param preset name of the preset that the values came from
 * @param interventions what keeps the network plastic
 * @param env the environment
 * @param network the network
 * @param objective what is learned
 * @param optimizer the update rule
 * @param replay the replay memory
 * @param rollout what is learned from instead, or nothing
 * @param exploration how actions are explored
 * @param learning when is learned
 * @param evaluation the evaluation protocol
 * @param continual a sequence of games, or none
 * @param measurement what is measured on the way
 * @param run length, seed, machine
 * @param fork where it was forked from another run, if it was
 */
public record RunConfig(
    String agent,
    String preset,
    InterventionList interventions,
    EnvConfig env,
    NetworkConfig network,
    ObjectiveConfig objective,
    OptimizerConfig optimizer,
    MemoryConfig replay,
    RolloutConfig rollout,
    ExplorationConfig exploration,
    LearningConfig learning,
    EvaluationConfig evaluation,
    ContinualConfig continual,
    MeasurementConfig measurement,
    RunSettings run,
    ForkConfig fork) {
  /** Far above any use; keeps every layer within what one array can hold. */
  private static final int MAX_HIDDEN_UNITS = 65_536;

  /** Checks what concerns several parts. */
  public RunConfig {
    Checks.present("continual", continual);
    Checks.present("fork", fork);
    if (continual.on()) {
      checkContinual(continual, env, evaluation);
    }
    network.checkScreen(env.screenSize());
    Checks.present("interventions", interventions);
    interventions.checkFor(network, "replay.batchSize", replay.batchSize());
    Checks.within("network.hiddenUnits", network.hiddenUnits(), 1, MAX_HIDDEN_UNITS);
    long largestBatch = Integer.MAX_VALUE / ((long) env.stackSize() * env.frameBytes());
    Checks.within("replay.batchSize", replay.batchSize(), 1, largestBatch);
    Checks.within("run.environments", run.environments(), 1, largestBatch);
    Checks.within("evaluation.environments", evaluation.environments(), 1, largestBatch);
    Checks.present("rollout", rollout);
    if (rollout.on()) {
      RolloutChecks.check(rollout, replay, learning, env, run);
      RolloutChecks.check(objective);
      RolloutChecks.check(interventions);
    } else {
      checkTargetCopies(interventions, learning);
      checkCapacity(replay, env, run);
    }
  }

  private static void checkCapacity(MemoryConfig replay, EnvConfig env, RunSettings run) {
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

  private static void checkContinual(
      ContinualConfig continual, EnvConfig env, EvaluationConfig evaluation) {
    List<Visit> cycle = continual.cycle();
    if (!cycle.get(0).game().equals(env.game())) {
      throw Checks.bad(
          "env.game", env.game(), "continual.visits begins with " + cycle.get(0).game());
    }
    boolean oneGame = cycle.stream().map(Visit::game).distinct().count() == 1;
    if (!oneGame && env.actionSet() != ActionSet.FULL) {
      throw Checks.bad(
          "env.actionSet",
          env.actionSet(),
          "games with different actions share one network in continual.visits; use FULL");
    }
    refuseEvaluation("evaluation.periodFrames", evaluation.periodFrames());
    refuseEvaluation("evaluation.finalEpisodes", evaluation.finalEpisodes());
  }

  private static void refuseEvaluation(String key, long value) {
    if (value > 0) {
      throw Checks.bad(key, value, "a continual run is judged by its training returns; use 0");
    }
  }

  /** Only an intervention can make sense of a target network that is never copied. */
  private static void checkTargetCopies(InterventionList interventions, LearningConfig learning) {
    if (learning.targetUpdatePeriodUpdates() == 0
        && interventions.all().stream().noneMatch(Intervention::renewsTarget)) {
      throw Checks.bad(
          "learning.targetUpdatePeriodUpdates",
          0,
          "use 1 or more; only --with hare-and-tortoise or polyak renews the target without copies");
    }
  }

  /** When its updates come. */
  public UpdatePace pace() {
    return UpdatePace.of(this);
  }

  /** What is learned, from what the run learns from. */
  public Objective learned() {
    return rollout.on() ? objective.buildForReturns() : objective.build();
  }

  /** The seed that the first parameters are from, and with which cartridges are loaded. */
  public long firstSeed() {
    return fork.on() ? fork.firstSeed() : run.seed();
  }

  /**
   * Refuses a run, before it begins, whose end comes before an intervention's time, or before a
   * checkpoint that is to be kept.
   *
   * @throws dev.ductile.base.ConfigurationException naming what comes too late and the run's end
   */
  public void requireTimeForInterventions() {
    for (long kept : run.keepCheckpointsAtFrames().all()) {
      if (kept > run.frames()) {
        throw Checks.bad(
            "run.keepCheckpointsAtFrames",
            kept,
            "the run ends before, after " + run.frames() + " frames");
      }
    }
    long steps = run.frames() / env.frameSkip();
    interventions.checkLength((long) pace().updatesIn(steps), run.frames(), "frames");
  }
}

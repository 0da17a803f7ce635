package dev.ductile.agent.config;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.base.Checks;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.config.EnvConfig;

/** What a run that learns from rollouts cannot have: it has no replay and no target network. */
final class RolloutChecks {
  private RolloutChecks() {}

  static void check(
      RolloutConfig rollout,
      MemoryConfig replay,
      LearningConfig learning,
      EnvConfig env,
      RunSettings run) {
    checkSize(rollout, replay, env, run);
    refuse(replay.nStep() != 1, "replay.nStep", replay.nStep(), "returns are Q(λ); use 1");
    refuse(
        replay.prioritized(),
        "replay.scheme",
        replay.scheme(),
        "every transition is learned from alike; use UNIFORM");
    refuse(
        replay.ageDecaySteps() > 0,
        "replay.ageDecaySteps",
        replay.ageDecaySteps(),
        "every transition is learned from alike; use 0, without sample-weight-decay");
    refuse(
        learning.targetUpdatePeriodUpdates() != 0,
        "learning.targetUpdatePeriodUpdates",
        learning.targetUpdatePeriodUpdates(),
        "there is no target network; use 0");
    refuse(
        run.schedule() != RunSchedule.SERIAL,
        "run.schedule",
        run.schedule(),
        "a rollout is played with the parameters that the one before gave; use SERIAL");
  }

  private static void checkSize(
      RolloutConfig rollout, MemoryConfig replay, EnvConfig env, RunSettings run) {
    long transitions = (long) rollout.stepsPerEnvironment() * run.environments();
    long bytes = transitions * env.stackSize() * env.frameBytes();
    refuse(
        bytes > Integer.MAX_VALUE,
        "rollout.stepsPerEnvironment",
        rollout.stepsPerEnvironment(),
        "with " + run.environments() + " environments a rollout is over 2 GiB");
    refuse(
        transitions % replay.batchSize() != 0,
        "replay.batchSize",
        replay.batchSize(),
        "it must divide a rollout of "
            + transitions
            + " transitions (rollout.stepsPerEnvironment × run.environments)");
  }

  static void check(InterventionList interventions) {
    for (Intervention intervention : interventions.all()) {
      if (intervention.needsTargetCopies() || intervention.renewsTarget()) {
        throw new ConfigurationException(
            "--with "
                + intervention.type().name()
                + ": an agent that learns from rollouts (rollout.stepsPerEnvironment > 0) has no"
                + " target network; leave it out or choose another agent");
      }
    }
  }

  static void check(ObjectiveConfig objective) {
    boolean expected =
        switch (objective.kind()) {
          case DQN, TWO_HOT, HL_GAUSS -> true;
          case C51, QR_DQN, IQN -> false;
        };
    refuse(
        !expected,
        "objective.kind",
        objective.kind(),
        "returns Q(λ) are numbers, not distributions; use DQN, TWO_HOT or HL_GAUSS");
    String why = "returns Q(λ) bootstrap from the largest value; use false";
    refuse(objective.doubleQ(), "objective.doubleQ", true, why);
    refuse(objective.munchausen().on(), "objective.munchausen.on", true, why);
  }

  private static void refuse(boolean wrong, String key, Object value, String why) {
    if (wrong) {
      throw Checks.bad(key, value, "learning from rollouts: " + why);
    }
  }
}

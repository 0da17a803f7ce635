package dev.ductile.agent.config;

import dev.ductile.base.Checks;
import dev.ductile.env.config.ActionSet;
import dev.ductile.env.config.EnvConfig;
import java.util.List;

/** Refuses continual runs without meaning, with the reason. */
final class ContinualChecks {
  private ContinualChecks() {}

  static void check(ContinualConfig continual, EnvConfig env, EvaluationConfig evaluation) {
    Checks.present("continual", continual);
    if (!continual.on()) {
      return;
    }
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
}

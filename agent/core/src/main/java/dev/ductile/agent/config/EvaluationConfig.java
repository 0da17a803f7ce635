package dev.ductile.agent.config;

import dev.ductile.base.Checks;

/**
 * The evaluation protocol: own environments, unclipped returns of whole games.
 *
 * @param periodFrames training frames between evaluations, 0 for none but the last
 * @param episodes episodes of one periodic evaluation
 * @param finalEpisodes episodes of the evaluation at the end
 * @param maxFrames emulator frames of one evaluation, over all its games, after which no further
 *     game begins; 0 for no limit
 * @param epsilon chance of a random action
 * @param environments games played side by side
 */
public record EvaluationConfig(
    long periodFrames,
    int episodes,
    int finalEpisodes,
    long maxFrames,
    double epsilon,
    int environments) {
  /** Checks the ranges. */
  public EvaluationConfig {
    Checks.atLeast("evaluation.periodFrames", periodFrames, 0);
    Checks.atLeast("evaluation.episodes", episodes, 1);
    Checks.atLeast("evaluation.finalEpisodes", finalEpisodes, 0);
    Checks.atLeast("evaluation.maxFrames", maxFrames, 0);
    Checks.within("evaluation.epsilon", epsilon, 0, 1);
    Checks.atLeast("evaluation.environments", environments, 1);
  }
}

package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;

/**
 * The evaluation that a finished run owes when it is made longer: where it ended, the final
 * evaluation stood for the periodic one that a run of the larger number of frames makes there.
 */
final class OwedEvaluation {
  private OwedEvaluation() {}

  /**
   * Whether a run owes one.
   *
   * @param config of the run as it goes on
   * @param plannedFrames what it was to play when its checkpoint was written
   * @param frames what it has played
   */
  static boolean isOwed(RunConfig config, long plannedFrames, long frames) {
    boolean extended = frames >= plannedFrames && plannedFrames < config.run().frames();
    long period = config.evaluation().periodFrames();
    long round = (long) config.env().frameSkip() * config.run().environments();
    return extended
        && config.evaluation().finalEpisodes() > 0
        && period > 0
        && frames / period != (frames - round) / period;
  }
}

package dev.ductile.eval.compare;

import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.statistics.Tested;

/**
 * A group of runs on one game.
 *
 * @param game its name, with mode and difficulty where they were chosen
 * @param group the group's label
 * @param seeds with a score
 * @param score mean raw return, with its interval
 * @param normalized whether the game has a place on the common scale, and so in the aggregates
 * @param difference mean raw return less the baseline's; without an estimate for the baseline
 * @param paired whether it is over pairs of equal seeds
 * @param compared seeds, or pairs, that the difference rests on: of two groups the smaller one's
 * @param corrected probability after Holm's correction over all games and groups; NaN if there was
 *     nothing to test
 * @param cliffsDelta against the baseline, -1 to 1; NaN without single runs
 */
public record GameRow(
    String game,
    String group,
    int seeds,
    Interval score,
    boolean normalized,
    Tested difference,
    boolean paired,
    int compared,
    double corrected,
    double cliffsDelta) {

  /** Whether the difference is told from 0, the correction included. */
  public boolean isDecided() {
    return compared >= SeedIntervals.MINIMUM_FOR_VERDICT && corrected < 1 - SeedIntervals.LEVEL;
  }

  /** Whether the mean is above the baseline's; below it this is false for the negative. */
  public boolean isAbove() {
    return difference.interval().estimate() > 0;
  }

  /** Whether the mean is below the baseline's. */
  public boolean isBelow() {
    return difference.interval().estimate() < 0;
  }

  GameRow corrected(double probability) {
    return new GameRow(
        game,
        group,
        seeds,
        score,
        normalized,
        difference,
        paired,
        compared,
        probability,
        cliffsDelta);
  }
}

package dev.ductile.eval.output;

/**
 * Where a training stands. NaN means "not known yet".
 *
 * @param frames emulator frames done
 * @param recentMeanReturn mean unclipped return of the most recent training episodes
 * @param loss most recent training loss
 * @param epsilon current probability of a random action
 */
public record ProgressSnapshot(long frames, double recentMeanReturn, double loss, double epsilon) {}

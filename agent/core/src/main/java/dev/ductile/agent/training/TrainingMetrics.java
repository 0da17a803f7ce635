package dev.ductile.agent.training;

/**
 * Means over one log period; NaN where nothing was measured in it.
 *
 * @param loss mean loss of the updates
 * @param meanValue mean value of the replayed actions
 * @param epsilon exploration at the end of the period
 * @param replaySize transitions that can be sampled
 */
public record TrainingMetrics(double loss, double meanValue, double epsilon, long replaySize) {}

package dev.ductile.eval.sweep.report;

import dev.ductile.eval.statistics.Interval;

/**
 * A metric over trials that belong together.
 *
 * @param label what they have in common
 * @param values one a seed: the mean over the seed's trials
 * @param mean the mean over seeds, with its interval where there is one
 */
public record MetricGroup(String label, double[] values, Interval mean) {}

package dev.ductile.eval.sweep.report;

import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.sweep.definition.SweepClaim;
import java.util.List;

/**
 * A claim and what the data say.
 *
 * @param claim the claim
 * @param groups the metric in each group that is compared
 * @param seeds seeds that the estimate rests on
 * @param missing trials that should have a finite metric and do not
 * @param estimate difference of means in the metric's unit, or mean rank correlation; NaN without
 *     data
 * @param verdict what follows
 * @param note what to know about it; may be empty
 */
public record ClaimResult(
    SweepClaim claim,
    List<MetricGroup> groups,
    int seeds,
    int missing,
    Interval estimate,
    Verdict verdict,
    String note) {}

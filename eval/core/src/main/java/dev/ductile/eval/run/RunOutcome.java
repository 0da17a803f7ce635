package dev.ductile.eval.run;

import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.published.PublishedComparison;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * How a run ended.
 *
 * @param completed whether all frames were done and the final evaluation was not stopped
 * @param evaluation the last one; null if this process made none
 * @param randomPlayer what a random player came to; null before the end of a run
 * @param published the run beside published numbers, as far as there are any
 * @param visits a continual run's visits as a table; null of another run
 * @param summary what {@code summary.json} holds
 */
public record RunOutcome(
    boolean completed,
    EvaluationResult evaluation,
    EvaluationResult randomPlayer,
    List<PublishedComparison> published,
    String visits,
    LinkedHashMap<String, Object> summary) {}

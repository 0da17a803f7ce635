package dev.ductile.agent.objective;

import dev.ductile.agent.engine.Tensor;

/**
 * What an objective gives back.
 *
 * @param perSample loss of each sample before importance weights, [B]
 * @param priority what prioritised replay orders by, at least 0, [B]
 * @param chosenValue value of the action taken, [B], for the logs
 */
public record LossTerms(Tensor perSample, Tensor priority, Tensor chosenValue) {}

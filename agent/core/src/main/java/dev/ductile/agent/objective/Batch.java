package dev.ductile.agent.objective;

import dev.ductile.agent.engine.Tensor;

/**
 * A sampled batch inside the graph.
 *
 * @param observations uint8 [B, H, W, stack]
 * @param nextObservations uint8 [B, H, W, stack], n steps later
 * @param actions int32 [B]
 * @param returns float32 [B], discounted sum of the rewards of the n steps
 * @param discounts float32 [B], γⁿ, or 0 where the episode terminated within them
 * @param weights float32 [B], importance weights
 */
public record Batch(
    Tensor observations,
    Tensor nextObservations,
    Tensor actions,
    Tensor returns,
    Tensor discounts,
    Tensor weights) {}

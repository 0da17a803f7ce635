package dev.ductile.agent.objective;

import dev.ductile.agent.network.FractionEmbedding;

/**
 * Quantile fractions drawn from U(0, 1) for each sample and pass (Dabney et al. 2018, "Implicit
 * Quantile Networks").
 *
 * @param online N, fractions of the values that are learned
 * @param target N′, fractions of the targets
 * @param acting K, fractions averaged for choosing an action
 * @param embedding how a fraction enters the network
 */
public record ImplicitQuantiles(int online, int target, int acting, FractionEmbedding embedding) {}

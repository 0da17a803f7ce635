package dev.ductile.eval.sweep.trial;

import dev.ductile.eval.sweep.definition.Trial;

/**
 * A trial and what became of it.
 *
 * @param trial which
 * @param folder where
 * @param state how far it is
 * @param reason why it failed; empty otherwise
 */
public record TrialResult(Trial trial, TrialFolder folder, TrialState state, String reason) {}

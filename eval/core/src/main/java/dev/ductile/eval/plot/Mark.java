package dev.ductile.eval.plot;

/**
 * A place on the horizontal axis where something begins.
 *
 * @param at where
 * @param label what: learning, a visit, an intervention; may be empty
 */
public record Mark(double at, String label) {}

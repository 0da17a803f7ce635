/**
 * Read-only diagnostics of plasticity: their formulas, their registry, and the {@link
 * dev.ductile.agent.measurement.Inspector} that applies them to a copy of a learner.
 */
package dev.ductile.agent.measurement;

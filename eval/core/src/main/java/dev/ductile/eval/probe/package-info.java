/**
 * Probes: the supervised and bandit side of the study of plasticity. A network learns one
 * nonstationary task after another, over several seeds, with and without interventions; figures and
 * tables say how its ability to learn changes.
 */
package dev.ductile.eval.probe;

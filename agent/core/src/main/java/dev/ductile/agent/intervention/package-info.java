/**
 * Interventions: whatever is switched on by name to keep a network plastic. Here are the contract,
 * how lists of them are read, and what several share; Ductile's own are in the packages below, by
 * the {@linkplain dev.ductile.agent.intervention.InterventionKind kind} that their types name. See
 * {@code agent/docs/interventions.md}, and {@code agent/docs/add-an-intervention.md} for one more.
 */
package dev.ductile.agent.intervention;

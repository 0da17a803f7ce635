/**
 * Interventions: whatever is switched on by name to keep a network plastic. See {@code
 * agent/docs/interventions.md}, and {@code agent/docs/add-an-intervention.md} for one more.
 */
package dev.ductile.agent.intervention;

/**
 * Interventions: whatever is switched on by name to keep a network plastic. See {@code
 * agent/docs/interventions.md}, and {@code agent/docs/add-an-intervention.md} for one more.
 *
 * <p>Many files, for this is a list: one class an intervention, side by side as users name them,
 * each registered in {@link dev.ductile.agent.intervention.BuiltInInterventions}. Several are of
 * two kinds at once, so rooms by kind would hide them.
 */
package dev.ductile.agent.intervention;

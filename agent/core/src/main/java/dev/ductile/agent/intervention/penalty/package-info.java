/** Interventions that add a term to the loss. */
package dev.ductile.agent.intervention.penalty;

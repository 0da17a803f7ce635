/** Interventions that edit parameters and optimizer state between updates. */
package dev.ductile.agent.intervention.edit;

/**
 * Interventions that change what an update does to parameters: the optimizer, and projections of
 * what it gives.
 */
package dev.ductile.agent.intervention.rule;

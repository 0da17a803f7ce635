/**
 * Interventions that change the network: its layers, their normalisation and nonlinearity, what its
 * output stands for.
 */
package dev.ductile.agent.intervention.architecture;

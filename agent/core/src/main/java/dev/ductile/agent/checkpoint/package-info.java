/** Checkpoints: a run's state in files that are whole or not there. */
package dev.ductile.agent.checkpoint;

/** Objectives: per-sample losses of value-based agents. */
package dev.ductile.agent.objective;

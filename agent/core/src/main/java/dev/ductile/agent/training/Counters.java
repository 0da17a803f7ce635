package dev.ductile.agent.training;

/**
 * How far a run has come.
 *
 * @param frames emulator frames: agent steps × frame skip
 * @param agentSteps actions taken, over all environments
 * @param updates gradient steps
 * @param episodes games finished
 */
public record Counters(long frames, long agentSteps, long updates, long episodes) {}

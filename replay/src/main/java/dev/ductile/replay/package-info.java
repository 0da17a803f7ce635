/**
 * Replay memory for value-based agents: every frame stored once off-heap, frame stacks rebuilt on
 * reading, n-step windows computed on reading.
 *
 * <p>{@link dev.ductile.replay.UniformReplay} draws transitions uniformly. The package knows
 * nothing of emulators, networks or command lines: it is fed bytes, actions and rewards, and it
 * fills buffers. See {@code replay/docs/replay.md} for the layout and the exact rules.
 */
package dev.ductile.replay;

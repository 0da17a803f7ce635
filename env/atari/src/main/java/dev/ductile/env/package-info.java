/**
 * Atari environments: an emulator, the processors between it and an agent, and vectors of
 * environments on several threads. Start at {@link dev.ductile.env.config.EnvPresets} and {@link
 * dev.ductile.env.VectorEnv}.
 */
package dev.ductile.env;

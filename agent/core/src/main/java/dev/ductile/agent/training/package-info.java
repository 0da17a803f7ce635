/**
 * The training loop: environments, replay and learner in one schedule, and the hooks through which
 * logs, evaluation and checkpoints look on. Whoever looks on never changes what is learned.
 */
package dev.ductile.agent.training;

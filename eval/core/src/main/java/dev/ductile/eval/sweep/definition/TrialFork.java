package dev.ductile.eval.sweep.definition;

/**
 * Of what a trial is a fork.
 *
 * @param prefix the trial that must be done before
 * @param atFrames emulator frames at which it is forked
 */
public record TrialFork(Trial prefix, long atFrames) {}

package dev.ductile.eval.score;

/**
 * A run's score.
 *
 * @param value mean unclipped return
 * @param games that it is a mean of
 * @param frames emulator frames of training when it was taken: of the evaluation, or at the end of
 *     the last training game
 */
public record Score(double value, int games, long frames) {}

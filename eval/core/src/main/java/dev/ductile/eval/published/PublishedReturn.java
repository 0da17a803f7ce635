package dev.ductile.eval.published;

/**
 * A mean training return that was published for a stretch of training.
 *
 * @param fromFrames emulator frames of training at its beginning
 * @param toFrames emulator frames at its end
 * @param mean mean undiscounted return of the training episodes in it, over {@link
 *     PublishedReturns#RUNS} runs
 * @param standardDeviation of the runs' own means (n − 1)
 */
public record PublishedReturn(
    long fromFrames, long toFrames, double mean, double standardDeviation) {}

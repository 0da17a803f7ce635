package dev.ductile.eval.compare;

/**
 * What is compared and how.
 *
 * @param by what rows have in common: {@code intervention}, {@code agent}, a key
 * @param baseline the row that the others are compared with
 * @param score which number of a run, as it is typed
 * @param frames emulator frames of training at which it is taken, in words
 * @param normalization the common scale
 * @param games of all rows
 * @param suite the suite that the games are; empty if none
 */
public record ComparisonHead(
    String by,
    String baseline,
    String score,
    String frames,
    String normalization,
    int games,
    String suite) {}

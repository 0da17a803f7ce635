package dev.ductile.eval.compare;

import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.score.suite.Normalization;
import java.util.OptionalLong;

/**
 * How runs are compared.
 *
 * @param by what the runs of a row have in common: {@code intervention}, {@code agent}, a key
 * @param baseline label of the row that the others are compared with; empty for {@code none}, or
 *     the first by name where there is no such row
 * @param score which number of a run
 * @param atFrames emulator frames of training at which it is taken; at the runs' planned end if
 *     empty
 * @param normalization the common scale
 * @param mix whether scores by unlike rules are compared all the same, and the table marked
 */
public record ComparisonSettings(
    String by,
    String baseline,
    ScoreKind score,
    OptionalLong atFrames,
    Normalization normalization,
    boolean mix) {}

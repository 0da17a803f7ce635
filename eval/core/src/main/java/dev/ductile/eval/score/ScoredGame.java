package dev.ductile.eval.score;

/**
 * One game of an evaluation, as a run's folder has it.
 *
 * @param gameReturn unclipped return
 * @param lengthFrames emulator frames since its reset
 * @param end {@code over}, {@code capped} (it reached the cap for one game) or {@code cut} (the
 *     frames of the whole evaluation were spent; it is no result)
 */
public record ScoredGame(double gameReturn, int lengthFrames, String end) {
  private static final String CUT = "cut";

  /** Whether it was played to the end that its protocol has for it. */
  public boolean isFinished() {
    return !end.equals(CUT);
  }
}

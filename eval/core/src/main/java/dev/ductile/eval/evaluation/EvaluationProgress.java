package dev.ductile.eval.evaluation;

/** How far an evaluation has come. Valid during the call that hands it over. */
public interface EvaluationProgress {
  /** Games to play. */
  int planned();

  /** Games finished. */
  int finished();

  /** Mean return of the games finished; NaN before the first. */
  double meanReturn();

  /** Emulator frames played, over all games. */
  long frames();

  /**
   * Frames that the whole evaluation will take: as if the games to come were as long as those that
   * are finished, but no more than its limit. Before the first game is finished, what it takes at
   * most; 0 if that has no bound.
   */
  long expectedFrames();
}

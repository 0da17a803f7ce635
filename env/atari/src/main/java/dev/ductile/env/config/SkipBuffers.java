package dev.ductile.env.config;

/**
 * Which screens of a frame skip are pooled, and what is seen when the episode ends inside a skip.
 * In a whole skip of n &gt; 1 frames every rule pools the frames n-1 and n; a skip of one frame is
 * not pooled.
 */
public enum SkipBuffers {
  /**
   * Screen B is read after frame n-1 and screen A after frame n, unless the episode ended with that
   * frame; then A becomes max(A, B). After an early end A therefore is the pooled screen of the
   * step before, joined with B if B was read. A reset fills A with the first screen and B with
   * black (gymnasium {@code AtariPreprocessing}).
   */
  GYMNASIUM,
  /**
   * As {@link #GYMNASIUM} with the buffers the other way round: A is read after frame n-1, B after
   * frame n. After an end with frame n the observation is frame n-1 pooled with the last frame of
   * the step before (Dopamine {@code AtariPreprocessing}).
   */
  DOPAMINE,
  /**
   * Frames that were not played count as black: an end before frame n-1 gives a black observation,
   * an end with frame n-1 that frame alone (DQN Zoo).
   */
  DQN_ZOO,
  /**
   * Both screens are read even if the episode ended with them, what was not reached keeps the
   * screen of the step before, and the pooled screen is not stored. A reset is seen unpooled and
   * does not touch the buffers (Stable-Baselines3 and CleanRL {@code MaxAndSkipEnv}).
   */
  STABLE_BASELINES
}

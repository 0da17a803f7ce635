package dev.ductile.env.config;

/**
 * Whether the environment presses FIRE for the agent at the start of an episode. Has no effect in
 * games whose action set has no FIRE.
 */
public enum FireOnReset {
  /** No. */
  NONE,
  /** One agent step (all frames of the skip) of FIRE, after the no-ops. */
  FIRE,
  /**
   * One agent step of FIRE and one of the action with index 2, after the no-ops (Stable-Baselines3
   * and CleanRL {@code FireResetEnv}).
   */
  FIRE_THEN_SECOND
}

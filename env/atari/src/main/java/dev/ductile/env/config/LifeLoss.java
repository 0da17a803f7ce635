package dev.ductile.env.config;

/**
 * What a lost life means to the agent. These are different learning problems; state which one was
 * used next to every score.
 */
public enum LifeLoss {
  /** Nothing: only the end of the game terminates (Dopamine, gymnasium defaults). */
  IGNORED,
  /**
   * The agent step in which a life was lost is marked {@code terminated} (a discount of 0), while
   * the game and the episode go on and the frame stack is kept (DQN Zoo). Lives are compared after
   * every emulator frame; the frame skip is not cut short.
   */
  TERMINAL_SIGNAL,
  /**
   * The episode ends and the next one continues the same game with one no-op agent step instead of
   * a reset (Stable-Baselines3 and CleanRL {@code EpisodicLifeEnv}). Lives are compared after the
   * frame skip, and only while at least one is left: {@code 0 < lives < previous}.
   */
  EPISODE_CONTINUES,
  /**
   * The episode ends and the next one starts a new game (gymnasium {@code terminal_on_life_loss}).
   * Lives are compared after every emulator frame; the rest of the frame skip is not played.
   */
  FULL_RESET
}

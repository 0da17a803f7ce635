package dev.ductile.env;

/** What the newest step of a {@link VectorEnv} gave, by slot. Slots are written by many threads. */
final class StepResults {
  final double[] rewards;
  final double[] rawRewards;
  final boolean[] terminated;
  final boolean[] truncated;
  final boolean[] episodeEnded;
  final boolean[] gameEnded;
  final boolean[] gameTruncated;
  final double[] episodeReturns;
  final int[] episodeFrames;
  final int[] lives;

  StepResults(int slots) {
    rewards = new double[slots];
    rawRewards = new double[slots];
    terminated = new boolean[slots];
    truncated = new boolean[slots];
    episodeEnded = new boolean[slots];
    gameEnded = new boolean[slots];
    gameTruncated = new boolean[slots];
    episodeReturns = new double[slots];
    episodeFrames = new int[slots];
    lives = new int[slots];
  }

  /** Takes over what an environment's newest step gave, before it is reset. */
  void record(int slot, AtariEnv env) {
    rewards[slot] = env.reward();
    rawRewards[slot] = env.rawReward();
    terminated[slot] = env.terminated();
    truncated[slot] = env.truncated();
    episodeEnded[slot] = env.episodeEnded();
    gameEnded[slot] = env.gameEnded();
    gameTruncated[slot] = env.truncated();
    episodeReturns[slot] = env.gameReturn();
    episodeFrames[slot] = env.gameFrames();
    lives[slot] = env.lives();
  }

  /**
   * Takes over a game that ended in the reset after the step. What the agent learns from the step
   * stays as it was: only the game's own figures are new.
   */
  void recordEndInReset(int slot, EndedGame game) {
    if (game.present()) {
      gameEnded[slot] = true;
      gameTruncated[slot] = game.truncated();
      episodeReturns[slot] = game.gameReturn();
      episodeFrames[slot] = game.frames();
    }
  }

  /** A game has just been reset. */
  void clear(int slot, AtariEnv env) {
    record(slot, env);
    terminated[slot] = false;
    truncated[slot] = false;
    episodeEnded[slot] = false;
    gameEnded[slot] = false;
    gameTruncated[slot] = false;
  }
}

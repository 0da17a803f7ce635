package dev.ductile.env;

/** Figures of a game that ended where no step of the agent could show it. */
final class EndedGame {
  private boolean present;
  private double gameReturn;
  private int frames;
  private boolean truncated;

  void clear() {
    present = false;
  }

  /** Keeps what the game has come to, before it is reset. */
  void take(GamePlayer player) {
    present = true;
    gameReturn = player.gameReturn();
    frames = player.frames();
    truncated = player.truncated();
  }

  /** Whether there is one; the figures hold only then. */
  boolean present() {
    return present;
  }

  /** Unclipped return of the whole game. */
  double gameReturn() {
    return gameReturn;
  }

  /** Emulator frames of the whole game. */
  int frames() {
    return frames;
  }

  /** Whether the frame limit ended it. */
  boolean truncated() {
    return truncated;
  }
}

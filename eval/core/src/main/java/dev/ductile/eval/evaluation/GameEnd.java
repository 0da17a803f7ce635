package dev.ductile.eval.evaluation;

/** How a game of an evaluation ended. */
public enum GameEnd {
  /** The game itself was over. */
  OVER("over"),
  /** It reached the protocol's cap for one game, {@code env.maxFramesPerEpisode}. */
  CAPPED("capped"),
  /** It was still going on when the frames of a protocol that ends with them were spent. */
  CUT("cut");

  private final String text;

  GameEnd(String text) {
    this.text = text;
  }

  /** In a word, as results have it. */
  public String text() {
    return text;
  }

  /** Whether the game was played to the end that the protocol has for it. */
  public boolean isFinished() {
    return this != CUT;
  }
}

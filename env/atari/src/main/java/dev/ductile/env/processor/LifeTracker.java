package dev.ductile.env.processor;

import dev.ductile.base.Stateful;
import dev.ductile.env.config.LifeLoss;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Compares lives and says what their loss means, see {@link LifeLoss}. */
public final class LifeTracker implements Stateful {
  private final LifeLoss meaning;
  private final int fromFrame;
  private int lives;
  private boolean lostInStep;

  /**
   * A tracker without a game.
   *
   * @param meaning what a lost life means
   * @param fromFrame first emulator frame of a game in which a fall is a loss, from 1; 0 for all
   */
  public LifeTracker(LifeLoss meaning, int fromFrame) {
    this.meaning = meaning;
    this.fromFrame = fromFrame;
  }

  /**
   * An episode starts.
   *
   * @param livesNow lives at its start
   */
  public void reset(int livesNow) {
    lives = livesNow;
    lostInStep = false;
  }

  /** An agent step starts. */
  public void beginStep() {
    lostInStep = false;
  }

  /**
   * Looks at the lives after one emulator frame.
   *
   * @param livesNow lives after the frame
   * @param gameFrame number of the frame since the game's reset, from 1
   * @return whether the episode ends here, in the middle of the frame skip
   */
  public boolean afterFrame(int livesNow, int gameFrame) {
    if (gameFrame < fromFrame) {
      lives = livesNow;
      return false;
    }
    if (meaning != LifeLoss.TERMINAL_SIGNAL && meaning != LifeLoss.FULL_RESET) {
      return false;
    }
    boolean lost = livesNow < lives;
    lives = livesNow;
    lostInStep |= lost;
    return lost && meaning == LifeLoss.FULL_RESET;
  }

  /**
   * Looks at the lives after a whole agent step.
   *
   * @param livesNow lives after the step
   */
  public void afterStep(int livesNow) {
    if (meaning == LifeLoss.EPISODE_CONTINUES) {
      // At 0 lives some games go on for a few frames; the end of the game will end the episode.
      lostInStep = 0 < livesNow && livesNow < lives;
      lives = livesNow;
    }
  }

  /**
   * Whether this step is to be marked as terminated because of a lost life.
   *
   * @return false if the meaning is {@link LifeLoss#IGNORED}
   */
  public boolean terminated() {
    return lostInStep;
  }

  /**
   * Whether the lost life of this step ends the episode.
   *
   * @return false if it is a mere signal
   */
  public boolean endsEpisode() {
    return lostInStep && meaning != LifeLoss.TERMINAL_SIGNAL;
  }

  /**
   * Whether the next episode goes on with the same game.
   *
   * @return true only after a loss under {@link LifeLoss#EPISODE_CONTINUES}
   */
  public boolean gameContinues() {
    return lostInStep && meaning == LifeLoss.EPISODE_CONTINUES;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(lives);
    out.writeBoolean(lostInStep);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    lives = in.readInt();
    lostInStep = in.readBoolean();
  }
}

package dev.ductile.env.processor;

import dev.ductile.env.emulator.Action;
import java.util.List;

/** What the processors need of an emulator. One call of {@link #act} is one frame. */
public interface FrameSource {
  /** Starts a new game. */
  void reset();

  /**
   * Loads the cartridge again if that is due; to be called before a new game's first reset.
   *
   * @return whether it was loaded
   */
  default boolean reloadIfDue() {
    return false;
  }

  /**
   * Plays one frame.
   *
   * @param actionCode emulator's code of the action
   * @return the reward of this frame
   */
  int act(int actionCode);

  /**
   * Whether the game has ended.
   *
   * @return true until the next reset
   */
  boolean gameOver();

  /**
   * Lives left.
   *
   * @return 0 in games without lives
   */
  int lives();

  /**
   * Screen rows.
   *
   * @return 210 in most games
   */
  int screenHeight();

  /**
   * Screen columns.
   *
   * @return 160
   */
  int screenWidth();

  /**
   * Copies the newest screen.
   *
   * @param to height × width palette indices
   */
  void copyPaletteScreen(byte[] to);

  /**
   * The colours behind the palette indices.
   *
   * @return the palette, the same for the life of the source
   */
  Palette palette();

  /**
   * The actions that make a difference in this game.
   *
   * @return in the emulator's order
   */
  List<Action> minimalActions();
}

package dev.ductile.env;

/**
 * Is told of every single emulator frame of an {@link AtariEnv}, those of no-op starts and of the
 * environment's own steps included: for films, which an agent step would show one screen in four.
 * It may read the screen and nothing else, so it changes nothing that is played.
 */
public interface FrameListener {
  /** The console was reset: the first screen of a game stands. */
  void afterReset();

  /** One frame was played, perhaps the game's last. */
  void afterFrame();
}

package dev.ductile.eval.film;

import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.Rom;
import dev.ductile.eval.video.GameWindow;

/** A person at the keyboard: the bare emulator in a window, 60 frames a second. */
public final class HumanGame {
  private static final double FRAMES_PER_SECOND = 60;

  private HumanGame() {}

  /** Plays until the game is over or the window is closed; returns the score's change. */
  public static int play(Rom rom, EmulatorSettings settings) {
    try (Emulator emulator = Emulator.open(rom, settings);
        GameWindow window =
            GameWindow.open(
                rom.game().title() + ": arrow keys, space fires",
                emulator.screen().width(),
                emulator.screen().height())) {
      byte[] rgb = new byte[emulator.screen().height() * emulator.screen().width() * 3];
      GameFilm.Pace pace = new GameFilm.Pace(FRAMES_PER_SECOND);
      int gameReturn = 0;
      while (window.isOpen() && !emulator.gameOver()) {
        gameReturn += emulator.act(window.currentAction());
        emulator.screen().copyRgb(rgb);
        window.show(rgb);
        pace.await();
      }
      return gameReturn;
    }
  }
}

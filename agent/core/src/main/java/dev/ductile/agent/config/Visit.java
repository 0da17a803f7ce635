package dev.ductile.agent.config;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Quantities;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.GameCatalogue;

/**
 * A game, mode and difficulty that a continual run comes to.
 *
 * @param game the emulator's name of the game
 * @param mode game mode, or null for the emulator's default
 * @param difficulty difficulty switches, or null for the emulator's default
 */
public record Visit(String game, Integer mode, Integer difficulty) {
  /**
   * Reads {@code game}, {@code game:mode=1}, {@code game:mode=1:difficulty=2}.
   *
   * @throws ConfigurationException if it is none of these, or there is no such game
   */
  static Visit parse(String text) {
    String[] parts = text.strip().split(":", -1);
    if (parts[0].isBlank()) {
      throw bad(text);
    }
    String game = GameCatalogue.require(parts[0].strip()).name();
    Integer mode = null;
    Integer difficulty = null;
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      switch (pair[0].strip()) {
        case "mode" -> mode = number(text, pair, mode);
        case "difficulty" -> difficulty = number(text, pair, difficulty);
        default -> throw bad(text);
      }
    }
    return new Visit(game, mode, difficulty);
  }

  private static Integer number(String text, String[] pair, Integer before) {
    if (before != null) {
      throw bad(text);
    }
    try {
      return Math.toIntExact(Quantities.whole(pair[1].strip()));
    } catch (ArithmeticException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw bad(text);
    }
  }

  private static ConfigurationException bad(String text) {
    return new ConfigurationException(
        "continual.visits: '" + text + "' is not game, game:mode=M or game:mode=M:difficulty=D");
  }

  /** The environment of this visit, all else as in {@code base}. */
  public EnvConfig in(EnvConfig base) {
    return base.forGame(game, mode, difficulty);
  }

  /** As {@link #parse} reads it. */
  public String label() {
    return game
        + (mode == null ? "" : ":mode=" + mode)
        + (difficulty == null ? "" : ":difficulty=" + difficulty);
  }
}

package dev.ductile.env.emulator;

import dev.ductile.base.ConfigurationException;
import java.util.OptionalInt;

/**
 * What an emulator is created with.
 *
 * @param seed seed of the emulator's own generator, 0 or more (the library takes the time for -1,
 *     so negative seeds are refused)
 * @param repeatActionProbability chance per frame, 0 to 1, that the emulator repeats the previous
 *     action. Training draws sticky actions itself and leaves this at 0
 * @param mode game mode (the game-select switch); empty for the emulator's default
 * @param difficulty difficulty switches; empty for the emulator's default
 */
public record EmulatorSettings(
    int seed, float repeatActionProbability, OptionalInt mode, OptionalInt difficulty) {
  /**
   * Checks what can be checked without the game.
   *
   * @throws ConfigurationException if seed, probability, mode or difficulty is out of range
   */
  public EmulatorSettings {
    if (seed < 0) {
      throw new ConfigurationException("emulator seed " + seed + " is negative: use 0 or more");
    }
    if (!(repeatActionProbability >= 0f && repeatActionProbability <= 1f)) {
      throw new ConfigurationException(
          "repeat action probability " + repeatActionProbability + " is not in 0..1");
    }
    if (mode.orElse(0) < 0) {
      throw new ConfigurationException("mode " + mode.getAsInt() + " is negative");
    }
    if (difficulty.orElse(0) < 0) {
      throw new ConfigurationException("difficulty " + difficulty.getAsInt() + " is negative");
    }
  }

  /**
   * Default mode and difficulty, no repeated actions.
   *
   * @param seed 0 or more
   * @return the settings
   */
  public static EmulatorSettings deterministic(int seed) {
    return new EmulatorSettings(seed, 0f, OptionalInt.empty(), OptionalInt.empty());
  }
}

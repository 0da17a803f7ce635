package dev.ductile.eval.compare;

import dev.ductile.eval.score.suite.Normalization;
import java.util.OptionalDouble;

/** The common scale of games, of which raw returns have none. */
final class Scale {
  /** What raw returns are called. */
  static final String RAW = "raw returns";

  private Scale() {}

  static String text(Normalization normalization) {
    if (normalization.isRaw()) {
      return RAW;
    }
    return normalization.name().equals("human")
        ? "human-normalised"
        : "normalised by " + normalization.name();
  }

  static boolean has(Normalization normalization, String game) {
    return of(normalization, game, 0).isPresent();
  }

  static OptionalDouble of(Normalization normalization, String game, double score) {
    return normalization.isRaw() ? OptionalDouble.empty() : normalization.of(game, score);
  }
}

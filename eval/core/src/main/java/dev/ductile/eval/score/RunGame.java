package dev.ductile.eval.score;

import dev.ductile.agent.config.Visit;
import java.util.Map;

/**
 * What a run plays.
 *
 * @param name the emulator's name of the game, of a continual run the first visit's
 * @param label the name with mode and difficulty where they were chosen, {@code freeway:mode=1}; of
 *     a continual run all its visits. Runs of equal labels play the same.
 * @param continual whether it is a sequence of games
 */
public record RunGame(String name, String label, boolean continual) {
  /**
   * The game of a configuration.
   *
   * @param values as text by dotted key
   */
  static RunGame of(Map<String, String> values) {
    String name = values.get("env.game");
    String visits = values.get("continual.visits");
    String label =
        visits.isEmpty()
            ? new Visit(name, number(values.get("env.mode")), number(values.get("env.difficulty")))
                .label()
            : visits;
    return new RunGame(name, label, !visits.isEmpty());
  }

  /** Without a value the emulator's default. */
  private static Integer number(String text) {
    return text.equals("null") ? null : Integer.valueOf(text);
  }
}

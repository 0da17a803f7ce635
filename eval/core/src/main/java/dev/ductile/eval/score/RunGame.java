package dev.ductile.eval.score;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.Visit;
import dev.ductile.env.config.EnvConfig;
import java.util.stream.Collectors;

/**
 * What a run plays.
 *
 * @param name the emulator's name of the game, of a continual run the first visit's
 * @param label the name with mode and difficulty where they were chosen, {@code freeway:mode=1}; of
 *     a continual run all its visits. Runs of equal labels play the same.
 * @param continual whether it is a sequence of games
 */
public record RunGame(String name, String label, boolean continual) {
  /** The game of a configuration. */
  public static RunGame of(RunConfig config) {
    EnvConfig env = config.env();
    String label =
        config.continual().on()
            ? config.continual().cycle().stream().map(Visit::label).collect(Collectors.joining(","))
            : new Visit(env.game(), env.mode(), env.difficulty()).label();
    return new RunGame(env.game(), label, config.continual().on());
  }
}

package dev.ductile.eval.published;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.env.config.EnvPresets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The training returns that Dopamine published for its JAX agents DQN, C51 and Rainbow on 60 games:
 * google/dopamine 5873f54, {@code baselines/atari/data/GAME_CNN.json}. They are means over
 * stretches of whole iterations (250,000 agent steps), and stand in the resource {@value #TABLE}.
 */
public final class PublishedReturns {
  /** Runs behind each number. */
  public static final int RUNS = 5;

  /** Whose numbers they are. */
  public static final String SOURCE = "google/dopamine 5873f54, baselines/atari/data, JAX";

  private static final String PRESET = "dopamine";
  private static final String TABLE = "dopamine-training-returns.csv";
  private static final long MILLION = 1_000_000;

  private PublishedReturns() {}

  /**
   * The numbers that a run can be compared with: those of its agent and game, if it has Dopamine's
   * preset and plays by Dopamine's rules. Interventions and other changes of the agent do not
   * matter: the numbers are what they are held against.
   *
   * @return in the order of frames; empty if there are none, or if something in {@code env} differs
   *     from the preset (sticky actions, ends of episodes, actions change returns more than most
   *     algorithms do)
   */
  public static List<PublishedReturn> of(RunConfig config) {
    boolean sameRules =
        config.preset().equals(PRESET)
            && !config.continual().on()
            && config.env().equals(EnvPresets.config(PRESET, config.env().game()));
    return sameRules ? of(config.agent(), config.env().game()) : List.of();
  }

  /**
   * All numbers of an agent on a game.
   *
   * @param agent Ductile's name, such as {@code rainbow}
   * @param game the emulator's name, such as {@code boxing}
   * @return in the order of frames; empty if nothing was published
   */
  public static List<PublishedReturn> of(String agent, String game) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                PublishedReturns.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split(","))
          .filter(cells -> cells[0].equals(game) && cells[1].equals(agent))
          .map(PublishedReturns::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PublishedReturn read(String[] cells) {
    return new PublishedReturn(
        Long.parseLong(cells[2]) * MILLION,
        Long.parseLong(cells[3]) * MILLION,
        Double.parseDouble(cells[4]),
        Double.parseDouble(cells[5]));
  }
}

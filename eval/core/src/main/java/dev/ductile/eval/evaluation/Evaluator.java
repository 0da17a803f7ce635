package dev.ductile.eval.evaluation;

import dev.ductile.env.VectorEnv;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.RomStore;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Plays whole games. Every environment has a fixed share of the games, so that short games are not
 * preferred as they would be if the first to finish counted. A limit on the frames of all games
 * together keeps further games from beginning; those that run are played to their end, as cutting
 * them would prefer short ones again.
 */
public final class Evaluator {
  private final EnvConfig config;
  private final RomStore roms;
  private final int environments;
  private final int threads;

  /** Makes an evaluator for games of one configuration, played side by side. */
  public Evaluator(EnvConfig config, RomStore roms, int environments, int threads) {
    this.config = config;
    this.roms = roms;
    this.environments = environments;
    this.threads = threads;
  }

  /** Number of games played side by side: the batch that a policy must be able to act on. */
  public int environments() {
    return environments;
  }

  /**
   * Plays games from fresh environments.
   *
   * @param maxFrames emulator frames over all games, after which no further game begins; 0 for no
   *     limit. Games that have no cap of their own are cut, as they might never end.
   * @param seed of the environments' random streams
   * @param watcher told after every step
   * @param stop asked before every step
   * @return empty if it was stopped
   */
  public Optional<EvaluationResult> play(
      Policy policy,
      int episodes,
      long maxFrames,
      long seed,
      Consumer<EvaluationProgress> watcher,
      BooleanSupplier stop) {
    boolean endless = config.maxFramesPerEpisode() == 0 && maxFrames > 0;
    return play(policy, episodes, maxFrames, endless, seed, watcher, stop);
  }

  /**
   * Plays games from fresh environments until so many frames are played. More environments than one
   * would prefer short games.
   *
   * @param frames emulator frames to play, 1 or more
   * @param wholeGames whether games that still run then are played to their end, or cut
   * @param seed of the environments' random streams
   * @param watcher told after every step
   * @param stop asked before every step
   * @return empty if it was stopped
   */
  public Optional<EvaluationResult> playPhase(
      Policy policy,
      long frames,
      boolean wholeGames,
      long seed,
      Consumer<EvaluationProgress> watcher,
      BooleanSupplier stop) {
    return play(policy, 0, frames, !wholeGames, seed, watcher, stop);
  }

  private Optional<EvaluationResult> play(
      Policy policy,
      int episodes,
      long maxFrames,
      boolean cutsGames,
      long seed,
      Consumer<EvaluationProgress> watcher,
      BooleanSupplier stop) {
    List<EnvConfig> slots = Collections.nCopies(environments, config);
    try (VectorEnv env = new VectorEnv(slots, seed, threads, roms)) {
      EvaluationGames games = new EvaluationGames(env, config, episodes, maxFrames, cutsGames);
      int[] actions = new int[env.slots()];
      env.reset();
      while (games.goOn()) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        policy.choose(env, actions);
        env.step(actions);
        games.count();
        watcher.accept(games);
      }
      return Optional.of(games.result());
    }
  }
}

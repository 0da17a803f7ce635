package dev.ductile.eval.evaluation;

import dev.ductile.env.EnvConfig;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.rom.RomStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Plays whole games. Every environment has a fixed share of the games, so that short games are not
 * preferred as they would be if the first to finish counted.
 */
public final class Evaluator {
  private static final double NOT_STARTED = Double.NaN;

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
   * @param seed of the environments' random streams
   * @param maxFrames emulator frames over all games, 0 for no limit
   */
  public EvaluationResult play(Policy policy, int episodes, long maxFrames, long seed) {
    return play(policy, episodes, maxFrames, seed, () -> false).orElseThrow();
  }

  /**
   * As above, but may be given up.
   *
   * @param stop asked before every step
   * @return empty if it was stopped
   */
  public Optional<EvaluationResult> play(
      Policy policy, int episodes, long maxFrames, long seed, BooleanSupplier stop) {
    List<EnvConfig> slots = Collections.nCopies(environments, config);
    try (VectorEnv env = new VectorEnv(slots, seed, threads, roms)) {
      return new Games(env, policy, episodes, maxFrames).play(stop);
    }
  }

  /** One evaluation under way. */
  private final class Games {
    private final VectorEnv env;
    private final Policy policy;
    private final int episodes;
    private final long maxFrames;
    private final List<List<Double>> returns = new ArrayList<>();

    /** Return of the game that each slot plays, or that its next one has not begun. */
    private final double[] running;

    private int missing;
    private long frames;

    Games(VectorEnv env, Policy policy, int episodes, long maxFrames) {
      this.env = env;
      this.policy = policy;
      this.episodes = episodes;
      this.missing = episodes;
      this.maxFrames = maxFrames;
      this.running = new double[env.slots()];
      for (int slot = 0; slot < env.slots(); slot++) {
        returns.add(new ArrayList<>());
      }
    }

    private int quota(int slot) {
      return episodes / env.slots() + (slot < episodes % env.slots() ? 1 : 0);
    }

    Optional<EvaluationResult> play(BooleanSupplier stop) {
      int[] actions = new int[env.slots()];
      env.reset();
      while (missing > 0 && (maxFrames == 0 || frames < maxFrames)) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        policy.choose(env, actions);
        env.step(actions);
        for (int slot = 0; slot < env.slots(); slot++) {
          if (returns.get(slot).size() < quota(slot)) {
            count(slot);
          }
        }
      }
      return Optional.of(result());
    }

    private void count(int slot) {
      frames += config.frameSkip();
      running[slot] = env.episodeReturns()[slot];
      if (env.gameEnded()[slot]) {
        returns.get(slot).add(running[slot]);
        running[slot] = NOT_STARTED;
        missing--;
      }
    }

    private EvaluationResult result() {
      int unfinished = 0;
      for (int slot = 0; slot < env.slots(); slot++) {
        boolean started = !Double.isNaN(running[slot]);
        if (started && returns.get(slot).size() < quota(slot)) {
          returns.get(slot).add(running[slot]);
          unfinished++;
        }
      }
      double[] all =
          returns.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
      return new EvaluationResult(all, frames, unfinished);
    }
  }
}

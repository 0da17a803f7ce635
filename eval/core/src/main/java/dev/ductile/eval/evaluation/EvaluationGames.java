package dev.ductile.eval.evaluation;

import dev.ductile.env.VectorEnv;
import dev.ductile.env.config.EnvConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps the books of an evaluation under way. */
final class EvaluationGames implements EvaluationProgress {
  private final VectorEnv env;
  private final EnvConfig config;
  private final int planned;
  private final long maxFrames;
  private final boolean wholeGames;
  private final List<List<PlayedGame>> bySlot = new ArrayList<>();

  /** Whether the slot's next game has begun. */
  private final boolean[] begun;

  private int finished;
  private long frames;

  /** Makes the books of an evaluation that begins; its parameters are those of the evaluator. */
  EvaluationGames(
      VectorEnv env, EnvConfig config, int planned, long maxFrames, boolean wholeGames) {
    this.env = env;
    this.config = config;
    this.planned = planned;
    this.maxFrames = maxFrames;
    this.wholeGames = wholeGames;
    this.begun = new boolean[env.slots()];
    for (int slot = 0; slot < env.slots(); slot++) {
      bySlot.add(new ArrayList<>());
    }
  }

  /** Whether games are missing and frames left. */
  boolean goOn() {
    if (planned == 0 && wholeGames) {
      return IntStream.range(0, begun.length).anyMatch(this::isPlaying);
    }
    return (planned == 0 || finished < planned) && (maxFrames == 0 || frames < maxFrames);
  }

  private boolean isPlaying(int slot) {
    if (planned == 0) {
      return !wholeGames || begun[slot] || frames < maxFrames;
    }
    int share = planned / env.slots() + (slot < planned % env.slots() ? 1 : 0);
    return bySlot.get(slot).size() < share;
  }

  /** Takes over what the newest step of all slots brought. */
  void count() {
    for (int slot = 0; slot < env.slots(); slot++) {
      if (isPlaying(slot)) {
        frames += config.frameSkip();
        begun[slot] = true;
        if (env.result().gameEnded()[slot]) {
          add(slot, env.result().gameTruncated()[slot] ? GameEnd.CAPPED : GameEnd.OVER);
          begun[slot] = false;
          finished++;
        }
      }
    }
  }

  private void add(int slot, GameEnd end) {
    bySlot
        .get(slot)
        .add(
            new PlayedGame(
                slot,
                env.result().episodeReturns()[slot],
                env.result().episodeFrames()[slot],
                end));
  }

  /** Cuts what still runs; to be called once. */
  EvaluationResult result() {
    for (int slot = 0; slot < env.slots(); slot++) {
      if (isPlaying(slot) && begun[slot]) {
        add(slot, GameEnd.CUT);
      }
    }
    List<PlayedGame> games = bySlot.stream().flatMap(List::stream).toList();
    return new EvaluationResult(games, planned == 0 ? games.size() : planned, frames, maxFrames);
  }

  @Override
  public int planned() {
    return planned;
  }

  @Override
  public int finished() {
    return finished;
  }

  @Override
  public double meanReturn() {
    return bySlot.stream()
        .flatMap(List::stream)
        .mapToDouble(PlayedGame::gameReturn)
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public long expectedFrames() {
    if (planned == 0) {
      return Math.max(frames, maxFrames);
    }
    double expected = finished > 0 ? expectedByLength() : (double) planned * cap();
    if (maxFrames > 0) {
      expected = expected > 0 ? Math.min(expected, maxFrames) : maxFrames;
    }
    return (long) expected;
  }

  private int cap() {
    return config.maxFramesPerEpisode();
  }

  private double expectedByLength() {
    double length =
        bySlot.stream()
            .flatMap(List::stream)
            .mapToInt(PlayedGame::lengthFrames)
            .average()
            .orElseThrow();
    double toCome = (planned - finished) * length;
    for (int slot = 0; slot < env.slots(); slot++) {
      if (isPlaying(slot) && begun[slot]) {
        toCome -= Math.min(length, env.result().episodeFrames()[slot]);
      }
    }
    return frames + toCome;
  }
}

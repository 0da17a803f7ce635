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
  private final boolean cutsGames;
  private final List<List<PlayedGame>> bySlot = new ArrayList<>();

  /** Whether the slot's next game has begun. */
  private final boolean[] begun;

  private int finished;
  private long frames;

  /**
   * Makes the books of an evaluation that begins.
   *
   * @param planned games to play, 0 for as many as there are frames for
   * @param maxFrames see {@link Evaluator}; 0 for no limit
   * @param cutsGames whether games that run at the limit are cut, or played to their end
   */
  EvaluationGames(VectorEnv env, EnvConfig config, int planned, long maxFrames, boolean cutsGames) {
    this.env = env;
    this.config = config;
    this.planned = planned;
    this.maxFrames = maxFrames;
    this.cutsGames = cutsGames;
    this.begun = new boolean[env.slots()];
    for (int slot = 0; slot < env.slots(); slot++) {
      bySlot.add(new ArrayList<>());
    }
  }

  /** Whether a game is going on or may begin. */
  boolean goOn() {
    return !(cutsGames && frames >= maxFrames)
        && IntStream.range(0, begun.length).anyMatch(this::isPlaying);
  }

  /** Without cuts the frames only keep further games from beginning. */
  private boolean isPlaying(int slot) {
    if (planned > 0 && bySlot.get(slot).size() == share(slot)) {
      return false;
    }
    return cutsGames || begun[slot] || maxFrames == 0 || frames < maxFrames;
  }

  private int share(int slot) {
    return planned / env.slots() + (slot < planned % env.slots() ? 1 : 0);
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
    double length = finished > 0 ? meanLengthFrames() : config.maxFramesPerEpisode();
    if (length == 0) {
      return cutsGames ? maxFrames : 0;
    }
    double ofRunning = 0;
    int notBegun = planned - finished;
    for (int slot = 0; slot < env.slots(); slot++) {
      if (isPlaying(slot) && begun[slot]) {
        ofRunning += Math.max(0, length - env.result().episodeFrames()[slot]);
        notBegun--;
      }
    }
    double all = frames + ofRunning + notBegun * length;
    return (long) (maxFrames == 0 ? all : Math.min(all, limited(length, ofRunning)));
  }

  /** Frames if the limit ends it: games that begin just before it last a whole length longer. */
  private double limited(double length, double ofRunning) {
    if (cutsGames) {
      return Math.max(frames, maxFrames);
    }
    return frames < maxFrames ? maxFrames + env.slots() * length : frames + ofRunning;
  }

  private double meanLengthFrames() {
    return bySlot.stream()
        .flatMap(List::stream)
        .mapToInt(PlayedGame::lengthFrames)
        .average()
        .orElseThrow();
  }
}

package dev.ductile.env;

import dev.ductile.base.StackStart;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.LifeLoss;
import java.nio.ByteBuffer;

/**
 * What the newest step of a {@link VectorEnv} gave. A vector has one of these: buffers and arrays
 * that every step overwrites. Read buffers by absolute positions.
 */
public final class VectorResult {
  private final int frameBytes;
  private final ByteBuffer frames;
  private final ByteBuffer finalFrames;
  private final FrameStacks stacks;
  private final double[] rewards;
  private final double[] rawRewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final boolean[] episodeEnded;
  private final boolean[] gameEnded;
  private final boolean[] gameTruncated;
  private final double[] episodeReturns;
  private final int[] episodeFrames;
  private final int[] lives;

  VectorResult(AtariEnv[] envs) {
    int slots = envs.length;
    EnvConfig first = envs[0].config();
    frameBytes = first.frameBytes();
    frames = OffHeap.allocate("frames", (long) slots * frameBytes);
    finalFrames = OffHeap.allocate("final frames", (long) slots * frameBytes);
    StackStart[] starts = new StackStart[slots];
    for (int slot = 0; slot < slots; slot++) {
      starts[slot] = envs[slot].config().stackStart();
    }
    stacks = new FrameStacks(first.stackSize(), frameBytes, starts);
    rewards = new double[slots];
    rawRewards = new double[slots];
    terminated = new boolean[slots];
    truncated = new boolean[slots];
    episodeEnded = new boolean[slots];
    gameEnded = new boolean[slots];
    gameTruncated = new boolean[slots];
    episodeReturns = new double[slots];
    episodeFrames = new int[slots];
    lives = new int[slots];
  }

  /** Takes over what a slot's newest step gave, before a reset. Slots have threads of their own. */
  void record(int slot, EnvResult step) {
    rewards[slot] = step.reward();
    rawRewards[slot] = step.rawReward();
    terminated[slot] = step.terminated();
    truncated[slot] = step.truncated();
    episodeEnded[slot] = step.episodeEnded();
    gameEnded[slot] = step.gameEnded();
    gameTruncated[slot] = step.truncated();
    episodeReturns[slot] = step.gameReturn();
    episodeFrames[slot] = step.gameFrames();
    lives[slot] = step.lives();
  }

  /**
   * Takes over a game that ended in the reset after the step. What the agent learns from the step
   * stays as it was: only the game's own figures are new.
   */
  void recordEndInReset(int slot, EndedGame game) {
    if (game.present()) {
      gameEnded[slot] = true;
      gameTruncated[slot] = game.truncated();
      episodeReturns[slot] = game.gameReturn();
      episodeFrames[slot] = game.frames();
    }
  }

  /** A game has just been reset. */
  void clear(int slot, EnvResult reset) {
    record(slot, reset);
    terminated[slot] = false;
    truncated[slot] = false;
    episodeEnded[slot] = false;
    gameEnded[slot] = false;
    gameTruncated[slot] = false;
  }

  /** An episode goes on with an observation. */
  void goOn(int slot, byte[] observation) {
    show(slot, observation);
    stacks.push(slot, observation);
  }

  /** An episode starts with an observation. */
  void start(int slot, byte[] observation) {
    show(slot, observation);
    stacks.start(slot, observation);
  }

  /** Shows an observation and leaves the slot's stack to {@link #frameStacks}. */
  void show(int slot, byte[] observation) {
    frames.put(slot * frameBytes, observation, 0, frameBytes);
  }

  /** An episode ended with an observation. */
  void end(int slot, byte[] observation) {
    finalFrames.put(slot * frameBytes, observation, 0, frameBytes);
  }

  FrameStacks frameStacks() {
    return stacks;
  }

  /**
   * The observations to act upon next.
   *
   * @return [slots, height, width] bytes
   */
  public ByteBuffer frames() {
    return frames;
  }

  /**
   * The last observations of ended episodes; a slot's part is valid where {@link #episodeEnded} is
   * true.
   *
   * @return [slots, height, width] bytes
   */
  public ByteBuffer finalFrames() {
    return finalFrames;
  }

  /**
   * The stacked observations to act upon next.
   *
   * @return [slots, stackSize, height, width] bytes, oldest plane first
   */
  public ByteBuffer stacks() {
    return stacks.buffer();
  }

  /**
   * Rewards of the newest step for the agent.
   *
   * @return by slot
   */
  public double[] rewards() {
    return rewards;
  }

  /**
   * Unclipped rewards of the newest step.
   *
   * @return by slot
   */
  public double[] rawRewards() {
    return rawRewards;
  }

  /**
   * Where the newest step must not be bootstrapped through.
   *
   * @return by slot; may be true while the episode goes on, see {@link LifeLoss}
   */
  public boolean[] terminated() {
    return terminated;
  }

  /**
   * Where the frame limit cut the episode off.
   *
   * @return by slot
   */
  public boolean[] truncated() {
    return truncated;
  }

  /**
   * Where an episode ended and another has begun.
   *
   * @return by slot
   */
  public boolean[] episodeEnded() {
    return episodeEnded;
  }

  /**
   * Where the game itself ended, so that {@link #episodeReturns} and {@link #episodeFrames} are
   * final: with the step, or in the no-op and FIRE steps by which the reset after a lost life was
   * to go on with it.
   *
   * @return by slot
   */
  public boolean[] gameEnded() {
    return gameEnded;
  }

  /**
   * Where it was the frame limit that ended the game; {@link #truncated} is about the agent's step
   * alone.
   *
   * @return by slot; holds where {@link #gameEnded} is true
   */
  public boolean[] gameTruncated() {
    return gameTruncated;
  }

  /**
   * Unclipped returns of the whole game up to the newest step.
   *
   * @return by slot
   */
  public double[] episodeReturns() {
    return episodeReturns;
  }

  /**
   * Emulator frames of the whole game up to the newest step.
   *
   * @return by slot
   */
  public int[] episodeFrames() {
    return episodeFrames;
  }

  /**
   * Lives after the newest step, before a reset.
   *
   * @return by slot
   */
  public int[] lives() {
    return lives;
  }
}

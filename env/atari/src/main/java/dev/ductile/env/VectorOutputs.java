package dev.ductile.env;

import dev.ductile.base.StackStart;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.LifeLoss;
import java.nio.ByteBuffer;

/**
 * What a {@link VectorEnv} shows after a step: buffers and arrays that the next step overwrites.
 * Read buffers by absolute positions.
 */
public abstract class VectorOutputs {
  final int frameBytes;
  final ByteBuffer frames;
  final ByteBuffer finalFrames;
  final FrameStacks stacks;
  final StepResults results;

  VectorOutputs(AtariEnv[] envs) {
    EnvConfig first = envs[0].config();
    frameBytes = first.frameBytes();
    frames = OffHeap.allocate("frames", (long) envs.length * frameBytes);
    finalFrames = OffHeap.allocate("final frames", (long) envs.length * frameBytes);
    StackStart[] starts = new StackStart[envs.length];
    for (int slot = 0; slot < envs.length; slot++) {
      starts[slot] = envs[slot].config().stackStart();
    }
    stacks = new FrameStacks(first.stackSize(), frameBytes, starts);
    results = new StepResults(envs.length);
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
    return results.rewards;
  }

  /**
   * Unclipped rewards of the newest step.
   *
   * @return by slot
   */
  public double[] rawRewards() {
    return results.rawRewards;
  }

  /**
   * Where the newest step must not be bootstrapped through.
   *
   * @return by slot; may be true while the episode goes on, see {@link LifeLoss}
   */
  public boolean[] terminated() {
    return results.terminated;
  }

  /**
   * Where the frame limit cut the episode off.
   *
   * @return by slot
   */
  public boolean[] truncated() {
    return results.truncated;
  }

  /**
   * Where an episode ended and another has begun.
   *
   * @return by slot
   */
  public boolean[] episodeEnded() {
    return results.episodeEnded;
  }

  /**
   * Where the game itself ended, so that {@link #episodeReturns} and {@link #episodeFrames} are
   * final: with the step, or in the no-op and FIRE steps by which the reset after a lost life was
   * to go on with it.
   *
   * @return by slot
   */
  public boolean[] gameEnded() {
    return results.gameEnded;
  }

  /**
   * Where it was the frame limit that ended the game; {@link #truncated} is about the agent's step
   * alone.
   *
   * @return by slot; holds where {@link #gameEnded} is true
   */
  public boolean[] gameTruncated() {
    return results.gameTruncated;
  }

  /**
   * Unclipped returns of the whole game up to the newest step.
   *
   * @return by slot
   */
  public double[] episodeReturns() {
    return results.episodeReturns;
  }

  /**
   * Emulator frames of the whole game up to the newest step.
   *
   * @return by slot
   */
  public int[] episodeFrames() {
    return results.episodeFrames;
  }

  /**
   * Lives after the newest step, before a reset.
   *
   * @return by slot
   */
  public int[] lives() {
    return results.lives;
  }
}

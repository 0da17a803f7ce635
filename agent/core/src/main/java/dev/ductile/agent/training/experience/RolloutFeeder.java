package dev.ductile.agent.training.experience;

import dev.ductile.agent.learner.ActionValues;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.VectorResult;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Carries what the environments did into a {@link Rollout}, with the values by which actions were
 * chosen. An episode that a limit cut off is bootstrapped through: its last observation, which
 * nobody acts upon, is valued apart.
 */
final class RolloutFeeder implements Feeder {
  private final VectorEnv env;
  private final StackValues network;
  private final Rollout rollout;
  private final double rewardScale;
  private final double discount;
  private final double lambda;
  private final int stackSize;
  private final int frameBytes;
  private final float[] values;
  private final ByteBuffer acted;

  RolloutFeeder(
      VectorEnv env,
      StackValues network,
      Rollout rollout,
      double rewardScale,
      double discount,
      double lambda) {
    this.env = env;
    this.network = network;
    this.rollout = rollout;
    this.rewardScale = rewardScale;
    this.discount = discount;
    this.lambda = lambda;
    stackSize = env.env(0).config().stackSize();
    frameBytes = env.env(0).config().frameBytes();
    values = new float[env.slots()];
    acted = ByteBuffer.allocateDirect(env.result().stacks().capacity());
  }

  @Override
  public void begin() {
    rollout.clear();
  }

  @Override
  public void resume() {
    rollout.clear();
  }

  @Override
  public boolean needsValues() {
    return true;
  }

  @Override
  public void chosen(FloatBuffer given) {
    if (rollout.isFull()) {
      rollout.clear();
    }
    ActionValues.largest(given, values);
    ByteBuffer stacks = env.result().stacks();
    acted.put(0, stacks, 0, acted.capacity());
    rollout.see(stacks, values);
  }

  @Override
  public void append(int[] taken) {
    VectorResult step = env.result();
    boolean cutOff = false;
    for (int slot = 0; slot < env.slots(); slot++) {
      boolean terminated = step.terminated()[slot];
      boolean ended = terminated || step.truncated()[slot] || step.episodeEnded()[slot];
      rollout.put(slot, taken[slot], rewardScale * step.rewards()[slot], terminated, ended);
      cutOff |= ended && !terminated;
    }
    if (cutOff) {
      valueFinalObservations(step);
    }
    rollout.advance();
    if (rollout.isFull()) {
      network.largest(step.stacks(), values);
      rollout.finish(values, discount, lambda);
    }
  }

  /**
   * Values final observations: the stacks acted upon without their oldest frames, with the last
   * ones.
   */
  private void valueFinalObservations(VectorResult step) {
    int stackBytes = stackSize * frameBytes;
    for (int slot = 0; slot < env.slots(); slot++) {
      if (isCutOff(step, slot)) {
        int at = slot * stackBytes;
        acted.put(at, acted, at + frameBytes, stackBytes - frameBytes);
        acted.put(at + stackBytes - frameBytes, step.finalFrames(), slot * frameBytes, frameBytes);
      }
    }
    network.largest(acted, values);
    for (int slot = 0; slot < env.slots(); slot++) {
      if (isCutOff(step, slot)) {
        rollout.cutOff(slot, values[slot]);
      }
    }
  }

  private static boolean isCutOff(VectorResult step, int slot) {
    return !step.terminated()[slot] && (step.truncated()[slot] || step.episodeEnded()[slot]);
  }
}

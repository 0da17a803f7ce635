package dev.ductile.agent.training.experience;

import dev.ductile.replay.PlaneInterleaver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A number of steps of all environments, one after the other: what was seen, done and given, and
 * the values that were seen in it. Overwritten by the next.
 */
final class Rollout {
  private final int steps;
  private final int slots;
  private final int observationBytes;
  private final ByteBuffer observations;
  private final PlaneInterleaver interleaver;
  private final int[] actions;
  private final float[] rewards;
  private final float[] nextValues;
  private final boolean[] terminated;
  private final boolean[] last;
  private final float[] returns;
  private int step;

  /**
   * @param stackSize frames of an observation
   * @param frameBytes bytes of one
   */
  Rollout(int steps, int slots, int stackSize, int frameBytes) {
    this.steps = steps;
    this.slots = slots;
    observationBytes = stackSize * frameBytes;
    int size = steps * slots;
    observations =
        ByteBuffer.allocateDirect(Math.multiplyExact(size, observationBytes))
            .order(ByteOrder.nativeOrder());
    interleaver = new PlaneInterleaver(stackSize, frameBytes);
    actions = new int[size];
    rewards = new float[size];
    nextValues = new float[size];
    terminated = new boolean[size];
    last = new boolean[size];
    returns = new float[size];
  }

  /** Transitions of a whole rollout. */
  int size() {
    return actions.length;
  }

  /** Whether all steps are there. */
  boolean isFull() {
    return step == steps;
  }

  /** Begins anew; what is there stays readable until it is overwritten. */
  void clear() {
    step = 0;
  }

  /**
   * Takes over what is acted upon in the next step.
   *
   * @param stacks uint8 [slots, stack, H, W]
   * @param values V of each slot's stack, which the step before led to, unless an episode ended
   */
  void see(ByteBuffer stacks, float[] values) {
    for (int slot = 0; slot < slots; slot++) {
      interleaver.interleave(
          stacks, slot * observationBytes, observations, index(slot) * observationBytes);
    }
    if (step > 0) {
      leadTo(values);
    }
  }

  private int index(int slot) {
    return step * slots + slot;
  }

  /** What the step before led to, where its episode goes on. */
  private void leadTo(float[] values) {
    for (int slot = 0; slot < slots; slot++) {
      int before = (step - 1) * slots + slot;
      if (!last[before]) {
        nextValues[before] = values[slot];
      }
    }
  }

  /**
   * Takes over what a slot's step gave.
   *
   * @param end whether the episode ended with it
   */
  void put(int slot, int action, double reward, boolean terminates, boolean end) {
    int at = index(slot);
    actions[at] = action;
    rewards[at] = (float) reward;
    terminated[at] = terminates;
    last[at] = terminates || end;
    nextValues[at] = 0;
  }

  /** V of the last observation of an episode that was cut off by the slot's present step. */
  void cutOff(int slot, float value) {
    nextValues[index(slot)] = value;
  }

  /** The step is done. */
  void advance() {
    step++;
  }

  /**
   * Computes the returns of a full rollout.
   *
   * @param values V of what the last step led to, by slot
   */
  void finish(float[] values, double discount, double lambda) {
    leadTo(values);
    LambdaReturns.compute(slots, discount, lambda, rewards, nextValues, terminated, last, returns);
  }

  /** Copies a transition's observation, uint8 [H, W, stack]. */
  void copyObservation(int transition, ByteBuffer to, int row) {
    to.put(row * observationBytes, observations, transition * observationBytes, observationBytes);
  }

  int action(int transition) {
    return actions[transition];
  }

  float returnOf(int transition) {
    return returns[transition];
  }
}

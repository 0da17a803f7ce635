package dev.ductile.eval.probe.task;

/** The newest transitions of the bandit; images by their numbers. */
final class BanditMemory {
  private final int[] states;
  private final byte[] actions;
  private final float[] rewards;
  private final int[] nextStates;
  private int size;
  private int head;

  BanditMemory(int capacity) {
    states = new int[capacity];
    actions = new byte[capacity];
    rewards = new float[capacity];
    nextStates = new int[capacity];
  }

  /** Takes a transition in, in place of the oldest where the memory is full. */
  void add(int state, int action, float reward, int nextState) {
    states[head] = state;
    actions[head] = (byte) action;
    rewards[head] = reward;
    nextStates[head] = nextState;
    head = (head + 1) % states.length;
    size = Math.min(size + 1, states.length);
  }

  int size() {
    return size;
  }

  int state(int at) {
    return states[at];
  }

  int action(int at) {
    return actions[at];
  }

  float reward(int at) {
    return rewards[at];
  }

  int nextState(int at) {
    return nextStates[at];
  }
}

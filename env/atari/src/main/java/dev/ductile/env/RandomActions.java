package dev.ductile.env;

import dev.ductile.base.RandomStreams;
import org.apache.commons.rng.UniformRandomProvider;

/** Uniformly random actions, for traces and benchmarks. */
public final class RandomActions {
  private RandomActions() {}

  /**
   * Draws actions from the stream {@code trace}: equal arguments give equal actions.
   *
   * @param seed seed of the stream
   * @param steps how many
   * @param actionCount number of actions to choose from
   * @return indices in 0..actionCount-1
   */
  public static int[] draw(long seed, int steps, int actionCount) {
    UniformRandomProvider random = new RandomStreams(seed).stream("trace", 0);
    int[] actions = new int[steps];
    for (int i = 0; i < steps; i++) {
      actions[i] = random.nextInt(actionCount);
    }
    return actions;
  }
}

package dev.ductile.agent.training;

import dev.ductile.agent.learner.ActionValues;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/** ε-greedy choice among action values; the first of equal values wins. */
public final class EpsilonGreedy {
  private final UniformRandomProvider random;
  private final int actions;

  /** Draws from {@code random} in slot order. */
  public EpsilonGreedy(UniformRandomProvider random, int actions) {
    this.random = random;
    this.actions = actions;
  }

  /**
   * Draws which slots explore: a random action index, or −1 where the greedy action is wanted.
   *
   * @return whether any slot wants its greedy action
   */
  public boolean explore(double epsilon, int[] chosen) {
    boolean greedy = false;
    for (int slot = 0; slot < chosen.length; slot++) {
      // Two draws each time, so that the stream's position does not depend on epsilon.
      boolean random1 = random.nextDouble() < epsilon;
      int action = random.nextInt(actions);
      chosen[slot] = random1 ? action : -1;
      greedy |= !random1;
    }
    return greedy;
  }

  /**
   * Fills the slots that {@link #explore} left at −1.
   *
   * @param values float32 [slots, actions]
   */
  public void exploit(FloatBuffer values, int[] chosen) {
    for (int slot = 0; slot < chosen.length; slot++) {
      if (chosen[slot] < 0) {
        chosen[slot] = ActionValues.argMax(values, slot, actions);
      }
    }
  }
}

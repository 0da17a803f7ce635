package dev.ductile.eval.evaluation;

import dev.ductile.env.VectorEnv;

/** Chooses actions; never learns. */
@FunctionalInterface
public interface Policy {
  /** Fills one action index per slot, from what the environments show now. */
  void choose(VectorEnv env, int[] actions);
}

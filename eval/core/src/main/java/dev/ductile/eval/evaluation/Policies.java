package dev.ductile.eval.evaluation;

import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.training.EpsilonGreedy;
import java.nio.ByteBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/** The policies that are evaluated. */
public final class Policies {
  private Policies() {}

  /** Uniformly random actions. */
  public static Policy random(UniformRandomProvider random) {
    return (env, actions) -> {
      for (int slot = 0; slot < actions.length; slot++) {
        actions[slot] = random.nextInt(env.env(slot).actions().size());
      }
    };
  }

  /** A learner's greedy actions, with a chance of {@code epsilon} of a random one. */
  public static Policy epsilonGreedy(
      Learner learner, double epsilon, UniformRandomProvider random) {
    EpsilonGreedy choice = new EpsilonGreedy(random, learner.spec().actions());
    return (env, actions) -> {
      if (choice.explore(epsilon, actions)) {
        ByteBuffer stacks = env.result().stacks();
        learner.actObservations(env.slots()).put(0, stacks, 0, stacks.capacity());
        choice.exploit(learner.act(env.slots()), actions);
      }
    };
  }
}

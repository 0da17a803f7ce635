package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.learner.UpdatePeer;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.SplittableRandom;

/**
 * Peer {@code dl4j-layers}: DQN's update by DL4J's own layers ({@link LayersUpdate}), with what
 * DL4J has: Adam at a constant rate, the Huber loss, no interventions.
 */
public final class Dl4jLayersPeer implements UpdatePeer {
  @Override
  public String name() {
    return "dl4j-layers";
  }

  @Override
  public String description() {
    return "DL4J " + Nd4jBuild.current().version() + ", its own layers";
  }

  @Override
  public Work prepare(EngineSettings settings, LearnerSpec spec) {
    refuseUnless(
        spec.objective() instanceof DqnObjective dqn
            && dqn.tdLoss() == TdLoss.HUBER
            && dqn.target().munchausen().isEmpty(),
        "another objective than DQN's with the Huber loss");
    refuseUnless(isPlainAdam(spec.optimizer()), "another optimizer than Adam at a constant rate");
    refuseUnless(spec.interventions().isEmpty(), "interventions");
    refuseUnless(!settings.bfloat16(), "bfloat16");
    Backend.get();
    new NativeThreads(settings.threads()).apply();
    LayersUpdate update = new LayersUpdate(spec);
    update.fill(new SplittableRandom(1));
    return update;
  }

  private static boolean isPlainAdam(OptimizerConfig optimizer) {
    boolean adam =
        switch (optimizer.kind()) {
          case ADAM, ADAM_EPSILON_HAT -> true;
          case RMSPROP, RMSPROP_CENTERED -> false;
        };
    return adam
        && optimizer.weightDecay() == 0
        && optimizer.l2() == 0
        && optimizer.clipNorm() == 0
        && optimizer.clipValue() == 0
        && optimizer.schedule() == OptimizerConfig.Schedule.CONSTANT;
  }

  private static void refuseUnless(boolean possible, String what) {
    if (!possible) {
      throw new EngineException(
          "dl4j-layers is for comparison only and does not compute " + what + "; leave it out");
    }
  }
}

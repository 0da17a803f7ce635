package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.List;

/**
 * Everything that determines a learner's graph.
 *
 * @param network its shape
 * @param objective what is learned
 * @param optimizer how
 * @param actions number of actions
 * @param observation planes, height and width of one observation: [stack, H, W]
 * @param batchSize samples in an update
 * @param actBatchSizes sizes of batches that will be acted upon, each its own function
 * @param actingCopy whether training explores with a copy of the online network, renewed by {@link
 *     Learner#publish}, so that acting and updating may run at the same time
 * @param interventions what keeps the network plastic
 */
public record LearnerSpec(
    NetworkConfig network,
    Objective objective,
    OptimizerConfig optimizer,
    int actions,
    Shape observation,
    int batchSize,
    List<Integer> actBatchSizes,
    boolean actingCopy,
    List<Intervention> interventions) {
  /** Observations over which the activity of hidden units is averaged (Dopamine's ReDo). */
  public static final int ACTIVITY_BATCH = 256;

  /** Whether {@link Learner#activity} will be asked for. */
  boolean needsActivity() {
    return interventions.stream().anyMatch(Intervention::needsActivity);
  }

  /** Whether actions are chosen with the target network. */
  boolean actsWithTarget() {
    return interventions.stream().anyMatch(Intervention::actsWithTarget);
  }

  /** Whether the optimizer's count of updates may start again, a rate's schedule going on. */
  boolean clearsOptimizerSteps() {
    return interventions.stream().anyMatch(Intervention::clearsOptimizerSteps);
  }

  /** Whether training explores by a function of its own: it differs from acting. */
  boolean exploresApart() {
    return actingCopy || network.noisy().on();
  }

  /** Shape of a batch of stacked frames as environments hold them: [batch, stack, H, W]. */
  public Shape planes(int batch) {
    return Shape.of(batch, observation.dim(0), observation.dim(1), observation.dim(2));
  }

  /** Shape of a batch of images as networks take them: [batch, H, W, stack]. */
  public Shape images(int batch) {
    return Shape.of(batch, observation.dim(1), observation.dim(2), observation.dim(0));
  }
}

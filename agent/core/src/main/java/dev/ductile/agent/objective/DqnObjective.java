package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Q-learning with a target network: {@code y = R + γⁿ max_a Q⁻(s′, a)} (Mnih et al. 2015), or,
 * where double, {@code y = R + γⁿ Q⁻(s′, argmax_a Q(s′, a))} (van Hasselt et al. 2016).
 *
 * @param doubleQ whether the online network chooses the next action
 */
public record DqnObjective(TdLoss tdLoss, boolean doubleQ) implements Objective {
  @Override
  public int heads() {
    return 1;
  }

  @Override
  public Tensor values(CompositeOps f, Tensor heads) {
    return f.reshape(heads, Shape.of(heads.shape().dim(0), heads.shape().dim(1)));
  }

  @Override
  public LossTerms loss(CompositeOps f, Batch batch, HeadsSource source) {
    Tensor chosen = f.gatherRows(values(f, source.online()), batch.actions());
    Tensor nextValues = values(f, source.targetNext());
    Tensor next =
        doubleQ
            ? f.gatherRows(nextValues, f.argMax(values(f, source.onlineNext()), 1))
            : f.reduceMax(nextValues, false, 1);
    Tensor target = f.stopGradient(f.add(batch.returns(), f.multiply(batch.discounts(), next)));
    Tensor error = f.subtract(target, chosen);
    Tensor loss = tdLoss == TdLoss.HUBER ? f.huber(error) : f.square(error);
    return new LossTerms(loss, f.abs(error), chosen);
  }
}

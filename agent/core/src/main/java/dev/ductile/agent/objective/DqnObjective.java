package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Expected values by regression towards {@link ValueTarget} (Mnih et al. 2015).
 *
 * @param tdLoss loss of the temporal-difference error
 * @param target what is learned towards
 * @param priority what prioritised replay orders by
 */
public record DqnObjective(TdLoss tdLoss, ValueTarget target, PriorityRule priority)
    implements Objective {

  /** DQN, or double DQN, with |TD error| as priority. */
  public DqnObjective(TdLoss tdLoss, boolean doubleQ) {
    this(tdLoss, ValueTarget.of(doubleQ), PriorityRule.of(PriorityRule.Kind.TD_ERROR));
  }

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
    Tensor error = f.subtract(target.of(f, batch, source, h -> values(f, h)), chosen);
    Tensor loss =
        switch (tdLoss) {
          case HUBER -> f.huber(error);
          case MSE -> f.square(error);
          case HALF_MSE -> f.scale(f.square(error), 0.5f);
        };
    return new LossTerms(loss, priority.apply(f, error, loss), chosen);
  }
}

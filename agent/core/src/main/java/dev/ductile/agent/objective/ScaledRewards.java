package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;
import java.util.Optional;

/**
 * An objective whose returns are multiplied first, inside the graph; values, losses and priorities
 * are those of the multiplied returns.
 *
 * @param objective what is learned from them
 * @param scale the factor, more than 0
 */
public record ScaledRewards(Objective objective, double scale) implements Objective {
  @Override
  public int heads() {
    return objective.heads();
  }

  @Override
  public String headsName() {
    return objective.headsName();
  }

  @Override
  public Tensor values(CompositeOps f, Tensor heads) {
    return objective.values(f, heads);
  }

  @Override
  public LossTerms loss(CompositeOps f, Batch batch, HeadsSource source) {
    Batch scaled =
        new Batch(
            batch.observations(),
            batch.nextObservations(),
            batch.actions(),
            f.scale(batch.returns(), (float) scale),
            batch.discounts(),
            batch.weights());
    return objective.loss(f, scaled, source);
  }

  @Override
  public Optional<ImplicitQuantiles> implicitQuantiles() {
    return objective.implicitQuantiles();
  }
}

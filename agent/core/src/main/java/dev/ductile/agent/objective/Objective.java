package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;

/** What is learned from a batch. */
public interface Objective {
  /** Numbers per action that the network must give. */
  int heads();

  /** Action values [B, A] from heads [B, A, heads]. */
  Tensor values(CompositeOps f, Tensor heads);

  /** Per-sample losses. */
  LossTerms loss(CompositeOps f, Batch batch, HeadsSource source);
}

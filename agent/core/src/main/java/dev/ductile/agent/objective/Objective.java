package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;
import java.util.Optional;

/** What is learned from a batch. */
public interface Objective {
  /** Numbers per action that the network must give. */
  int heads();

  /** What those numbers are where an action has more than one: {@code logits} of classes. */
  default String headsName() {
    return "logits";
  }

  /** Action values [B, A] from heads [B, A, heads]. */
  Tensor values(CompositeOps f, Tensor heads);

  /** Per-sample losses. */
  LossTerms loss(CompositeOps f, Batch batch, HeadsSource source);

  /** How many quantile fractions each pass is given, where the network takes them as an input. */
  default Optional<ImplicitQuantiles> implicitQuantiles() {
    return Optional.empty();
  }
}

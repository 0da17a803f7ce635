package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * A number shared between the two atoms next to it, so that the expectation is the number
 * (Schrittwieser et al. 2020; Farebrother et al. 2024).
 *
 * @param support the atoms
 */
public record TwoHot(Support support) implements ValueClasses {
  @Override
  public int classes() {
    return support.atoms();
  }

  @Override
  public Tensor labels(CompositeOps f, Tensor numbers) {
    int batch = numbers.shape().dim(0);
    Tensor points = f.reshape(support.clip(f, numbers), Shape.of(batch, 1));
    return f.reshape(support.triangles(f, points), Shape.of(batch, support.atoms()));
  }

  @Override
  public Tensor expectation(CompositeOps f, Tensor probabilities) {
    return support.expectation(f, probabilities);
  }
}
